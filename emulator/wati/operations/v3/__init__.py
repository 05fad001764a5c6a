"""One endpoint of v3 a file; each registers itself."""
