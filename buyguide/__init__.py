"""Ask, apply rules that are data, and advise on a purchase, with a reason for every line."""

__version__ = "0.1.0"
