"""Satisfaction surveys (满意度调查) as sources."""
