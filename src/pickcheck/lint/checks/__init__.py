"""All checks, in one table."""

from __future__ import annotations

from . import sent
from .check import Check, Noticed, View, Windows

__all__ = ["CHECKS", "Check", "Noticed", "View", "Windows"]

CHECKS: tuple[Check, ...] = (sent.check,)
