"""Packages (移交包): what leaves the house so that others can check it without us."""
