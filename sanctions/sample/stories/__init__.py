"""The stories of a sample, by what they are about; each is told by itself and all run side by side."""
