"""What screens are made of; the pictures in here are pure functions to lines of text."""
