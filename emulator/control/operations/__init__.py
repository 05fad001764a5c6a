"""One topic a file; each registers its operations."""
