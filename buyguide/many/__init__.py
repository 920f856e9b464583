"""Decides for many people at once: the guide as one SQL query, and a database that runs it."""
