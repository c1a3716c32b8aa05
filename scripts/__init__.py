"""Helpers of the developers."""
