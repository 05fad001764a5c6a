"""One flowNodeType a file; each registers itself."""
