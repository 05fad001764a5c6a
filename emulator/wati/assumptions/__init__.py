"""What is not known of Wati, as named choices: a topic a file. Oddities that were seen stand in `quirks`."""
