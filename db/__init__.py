"""What is remembered: the journal and the state folded from it."""
