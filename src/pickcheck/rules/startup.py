"""What the rules about starting up have in common."""

from __future__ import annotations

from ..facts.processes import Event
from ..model import Severity
from .rule import RunView


def severity(run: RunView, event: Event) -> Severity:
    """A warning where the script caught the error and ended well."""
    fatal = any(error.keys & event.keys for error in run.facts.uncaught)
    return Severity.WARNING if run.exit_status == 0 and not fatal else Severity.ERROR
