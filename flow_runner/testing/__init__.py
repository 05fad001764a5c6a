"""For people who test chatbots: a Gherkin vocabulary as a pytest plugin, strategies, and a state machine."""
