"""Acts on satisfaction surveys (满意度调查)."""
