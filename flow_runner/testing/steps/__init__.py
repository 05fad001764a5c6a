"""The vocabulary, a topic a file. One meaning has one implementation, in English and in Chinese."""
