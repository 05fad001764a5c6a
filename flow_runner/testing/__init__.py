"""For people who test chatbots: a Gherkin vocabulary in English and Chinese, as a pytest plugin, and strategies."""
