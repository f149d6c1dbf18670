"""All checks, in one table."""

from __future__ import annotations

from . import contexts, copies, guard, queues, results, sent, shared, windows, working
from .check import Check, Noticed, View, Windows

__all__ = ["CHECKS", "Check", "Noticed", "View", "Windows"]

CHECKS: tuple[Check, ...] = (
    sent.check,
    results.check,
    guard.check,
    contexts.check,
    windows.check,
    working.check,
    shared.check,
    queues.check,
    copies.check,
)
