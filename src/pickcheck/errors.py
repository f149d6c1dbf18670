"""What goes wrong on pickcheck's own side, told in one clear line."""

from __future__ import annotations


class PickcheckError(Exception):
    """Base of pickcheck's errors. ``message`` is one line for the user; ``status`` the command's exit status."""

    status = 3

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(PickcheckError):
    """Wrong usage or configuration (exit status 2)."""

    status = 2


class TargetError(PickcheckError):
    """The target cannot be checked: not found, no Python source, a syntax error (exit status 3)."""


class InterpreterError(PickcheckError):
    """There is no such interpreter, it is too old, or it does not run (exit status 3)."""


class ReportError(PickcheckError):
    """A saved report cannot be read: not found, cut, of another tool, of a newer format (exit status 3)."""


class ClusterError(PickcheckError):
    """The cluster that scripts are to be handed to does not answer, has no worker, or lacks pickcheck (exit status 3)."""
