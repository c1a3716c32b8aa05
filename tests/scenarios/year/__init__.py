"""A year at an agency, told in stories that run side by side, day by day."""
