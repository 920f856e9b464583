"""Shows a decision: a document of blocks, and its writers."""
