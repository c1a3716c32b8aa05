"""Acts on the published list of agreement institutions (协议机构名单)."""
