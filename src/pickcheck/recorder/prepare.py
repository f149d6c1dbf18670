"""What is made ahead in each interpreter, once a check, in a process that is not the user's.

The script's processes then only load: our modules as byte code (the package's own folder may be read-only, or the
environment forbid byte code), and the guarded code of the standard library's functions.
"""

from __future__ import annotations

import importlib
import os
import py_compile

from . import guard
from .patches import PATCHES

_UNITS = ("recorder", "pickling")


def prepare(folder: str) -> None:
    """Fill the folder of one interpreter: ``recorder/`` and ``pickling/`` as byte code, and ``guards/``."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for unit in _UNITS:
        source, target = os.path.join(package, unit), os.path.join(folder, unit)
        os.makedirs(target, exist_ok=True)
        for name in os.listdir(source):
            if name.endswith(".py"):
                py_compile.compile(os.path.join(source, name), os.path.join(target, name + "c"), doraise=True)
    guards = os.path.join(folder, "guards")
    os.makedirs(guards, exist_ok=True)
    for module, hooks in PATCHES.items():
        try:
            guard.prepare(importlib.import_module(module), hooks, guards)
        except (ImportError, AttributeError):  # popen_fork names os.WNOHANG where there is none
            continue  # a module of another platform
