"""The tests run programs as from a terminal: what a tool that runs the tests has set for itself is not theirs."""

from __future__ import annotations

import os
import signal

# tox makes every hash the same, and every stream UTF-8; a shell's background jobs, and what they start, ignore interrupts.
for name in ("PYTHONHASHSEED", "PYTHONIOENCODING"):
    os.environ.pop(name, None)
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
