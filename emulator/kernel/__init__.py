"""What every fake stands on: time, ids, data, HTTP values, contracts, faults, journal, assumptions.

Standard library and JSON Schema only; knows no web framework, no vendor and no chatbot.
"""
