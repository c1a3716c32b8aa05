"""Documents: bytes out, for people and for other programs."""
