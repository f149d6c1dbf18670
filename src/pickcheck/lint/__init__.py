"""The same rules seen in the source, without running it.

A file is read (``source``) and indexed (``tree``); expressions are evaluated as far as one file makes them certain (``evaluate``);
``sends`` finds what is sent where, ``graph`` the leaves that hang on it, with the facts that a run would have taken of them.
The rules of runs then say what is wrong. What shows otherwise than in one object has a check of its own (``checks``, one table).
"""

from __future__ import annotations

from .checks import Windows
from .files import files_of
from .report import report_on
from .source import Source, read

__all__ = ["Source", "Windows", "files_of", "read", "report_on"]
