"""What else might happen: one conversation, played again and again under other circumstances."""
