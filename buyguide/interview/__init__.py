"""Asks the questions of a guide, one at a time; knows nothing of rules or advice."""
