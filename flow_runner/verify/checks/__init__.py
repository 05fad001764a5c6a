"""One check a file; each registers itself."""
