"""Numbers that are open file descriptors."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def handed_to(process: Any) -> list[int]:
    """The small numbers among a process's arguments: any of them could be a descriptor that is open here."""
    given = (*process._args, *process._kwargs.values())
    return [value for value in given if type(value) is int and 2 < value < 4096 and is_open(value)]


def is_open(number: int) -> bool:
    """Whether this is an open file descriptor."""
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
