"""Whether the user's code calls ``hash`` at all: nothing else is loaded where it does not."""

from __future__ import annotations

import os

from .classes import names_of, user_modules
from .live import functions_of, loads

HASH = "hash"  # the builtin, whose loads are watched like those of a global


class Known:
    """For how many modules it is known that their functions call ``hash``, or do not."""

    modules = 0
    wanted = False


def wanted() -> bool:
    """Whether a function of the user's calls the builtin ``hash``, and hashes are random."""
    modules = user_modules()
    if Known.wanted or len(modules) == Known.modules:
        return Known.wanted
    Known.modules = len(modules)
    seeded = os.environ.get("PYTHONHASHSEED", "random") != "random"
    Known.wanted = not seeded and any(
        HASH not in names_of(module) and any(loads(function.__code__, {HASH}) for function in functions_of(module))
        for _name, module in modules
    )
    return Known.wanted
