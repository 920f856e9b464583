"""Runs the command line as ``python -m buyguide``."""

import sys

from buyguide.cli import main

sys.exit(main())
