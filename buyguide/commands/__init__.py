"""What each command does, once its arguments are read; errors are left to ``cli``."""
