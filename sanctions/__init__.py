"""What may be done: the use cases, one module a subject, behind one permission check."""
