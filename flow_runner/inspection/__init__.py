"""What can be said of a flow before or after it ran."""
