"""Recoveries (追回) of what was already paid."""
