"""Speed, measured: each figure is a ratio against a floor taken in the same run, medians of interleaved rounds."""
