"""Lists and pages people ask for (台账)."""
