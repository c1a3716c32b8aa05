"""Disputes (争议) and what their outcomes set aside."""
