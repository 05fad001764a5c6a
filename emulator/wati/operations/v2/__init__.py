"""One endpoint a file; each registers itself."""
