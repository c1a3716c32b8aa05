"""Cases (核查事项) and the bills held under them (暂停拨付)."""
