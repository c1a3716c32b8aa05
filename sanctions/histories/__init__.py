"""The register of measures (处理措施记录), today and as known earlier."""
