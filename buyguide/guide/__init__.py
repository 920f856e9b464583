"""Reads a rules folder into a frozen guide; knows nothing of interviews, advice or terminals."""
