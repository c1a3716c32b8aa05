"""The values of letters, one module a subject: texts, flags and lists of them, gathered from the record."""
