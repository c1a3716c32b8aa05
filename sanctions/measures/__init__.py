"""Graduated measures (处理措施): what may be done, proposing, due process, deciding, serving, ending."""
