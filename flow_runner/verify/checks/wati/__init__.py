"""Wati v1. One check a file; each registers itself."""
