"""``python -m pickcheck``."""

import sys

from .cli import main

sys.exit(main())
