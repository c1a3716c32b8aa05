"""Disputes (争议): opening, stays, outcomes."""
