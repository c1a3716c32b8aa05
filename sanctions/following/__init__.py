"""What is carried out after a decision (落实事项)."""
