"""What will hurt customers, told before it does: a check a file in `checks`, each with an example that has it."""
