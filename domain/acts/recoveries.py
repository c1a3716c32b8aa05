"""Acts on recoveries (追回): fees already paid that must come back."""
