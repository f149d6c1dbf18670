"""What user code on Windows meets without importing it: ``open``, ``WindowsError``, the streams; and what ``datetime`` asks ``time``.

In a run under the emulated start method ``windows``.
"""

from __future__ import annotations

import builtins
import os
import sys

from . import windows_files, windows_time


def begin() -> None:
    """The builtin names, and the streams' encoding where they are no console."""
    setattr(builtins, "WindowsError", OSError)  # noqa: B010 - only Windows has the name
    windows_files.begin()
    windows_time.begin()
    # From 3.15 it is UTF-8 everywhere.
    said = sys.flags.utf8_mode or "PYTHONIOENCODING" in os.environ or sys.version_info >= (3, 15)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            encoding = {} if said else {"encoding": windows_files.ENCODING}
            stream.reconfigure(**encoding, **({} if stream is sys.stdin else {"newline": "\r\n"}))
