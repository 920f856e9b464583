"""The exact model of every interview that can happen, and what can be proved about all of them."""
