"""What is true: working-day law, rulebooks, identifiers, money, acts and the lives of things. No I/O."""
