"""Runs the program itself, as its command does."""

import sys

from buyguide.cli import main

sys.exit(main())
