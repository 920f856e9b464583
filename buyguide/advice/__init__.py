"""Decides from a guide and answers; pure: no clock, no files, no terminal."""
