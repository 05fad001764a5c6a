"""What the sandbox costs, each figure against a floor that is measured in the same run: `python -m tests.bench`."""
