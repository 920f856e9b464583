"""Runs the program with work in the background that takes longer than anybody waits."""

import sys
import time

from buyguide.cli import main
from buyguide.meanwhile import meanwhile

meanwhile(lambda: time.sleep(60))
sys.exit(main())
