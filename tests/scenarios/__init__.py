"""Scenarios through the commands: what a script or an officer would type, and the answers it must get."""
