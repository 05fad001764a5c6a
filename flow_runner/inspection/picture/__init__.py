"""A flow as a picture: every node at its own place, what was covered, and the last way through it."""
