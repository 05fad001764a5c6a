"""One check a file; each registers itself under its code."""
