"""What a dispute does to a measure: stays of execution, and outcomes that take it back."""
