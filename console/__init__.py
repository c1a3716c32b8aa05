"""What people touch: commands, the terminal console, documents and their languages."""

__version__ = "0.1.0"
