"""The published list of agreement institutions (协议机构名单), version by version."""
