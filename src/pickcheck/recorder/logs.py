"""Logging: how the parent had set it up, and which records of a child's work get lost for want of that.

CPython 3.10 to 3.14, Lib/logging/__init__.py: ``Logger.isEnabledFor`` is asked by every logging call.
"""

from __future__ import annotations

import sys

from . import guard
from .places import USER, kind_of, place_of
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# By logger, "" the root: level, propagate, disabled, and the levels and types of its handlers.
Setup = dict[str, tuple[int, bool, bool, tuple[tuple[int, str], ...]]]
_theirs: Setup = {}
_handled: dict[tuple[str, int], bool] = {}  # by logger and level: whether the parent would have handled a record
_said: set[tuple[Any, int]] = set()
_MOST = 20


def picture() -> tuple[int, Setup] | None:
    """The level below which all is disabled, and the loggers that were set up; None where logging is not loaded."""
    logging: Any = sys.modules.get("logging")
    if logging is None or not hasattr(logging, "root"):
        return None
    found = {"": _setup(logging.root)}
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if type(logger) is logging.Logger and (
            logger.level or logger.handlers or logger.disabled or not logger.propagate
        ):
            found[name] = _setup(logger)
    return int(logging.root.manager.disable), found


def _setup(logger: Any) -> tuple[int, bool, bool, tuple[tuple[int, str], ...]]:
    used = [handler for handler in list(logger.handlers) if not _is_nobodys(type(handler))]
    handlers = tuple((int(handler.level), type(handler).__qualname__) for handler in used)
    return int(logger.level), bool(logger.propagate), bool(logger.disabled), handlers


def _is_nobodys(handler: type) -> bool:
    """Whether it handles nothing, or belongs to pytest, which listens in its own process only."""
    return handler.__qualname__ == "NullHandler" or handler.__module__ == "_pytest.logging"


def watch(theirs: tuple[int, Setup] | None) -> None:
    """In a child whose logging is set up otherwise: watch the logging calls of its work."""
    logging: Any = sys.modules.get("logging")
    if theirs is None or logging is None or picture() == theirs:
        return
    if not any(setup[3] for setup in theirs[1].values()):
        return  # nothing was set up: whatever the child logs, the parent would not have handled either
    _theirs.clear()
    _handled.clear()
    _theirs.update(theirs[1])
    _theirs["?"] = (theirs[0], True, False, ())
    hook = guard.Hook("self", "level", leave=leave_is_enabled_for)
    refused = guard.install(logging, {"Logger.isEnabledFor": hook}, _folder())
    for qualname, reason in refused.items():
        session.journal.write("unwatched", name=f"logging.{qualname}", reason=reason)


def _folder() -> str:
    import os

    return os.path.join(session.settings["recorder"], "guards")


def leave_is_enabled_for(_token: None, value: Any, logger: Any, level: Any) -> Any:
    """A logging call asks whether a record of this level is wanted; would the parent have handled it?"""
    try:
        if not _handled[logger.name, level]:
            return value
    except (KeyError, TypeError, AttributeError):
        pass  # not asked yet, or a logger of an odd kind
    _look(value, logger, level)
    return value


@quiet
def _look(value: Any, logger: Any, level: Any) -> None:
    if type(level) is not int or type(logger.name) is not str:
        return
    there = _handled[logger.name, level] = _handled_there(logger.name, level)
    if there and not (value and _handled_here(logger, level)):
        _record(logger, level, bool(value))


def _handled_here(logger: Any, level: int) -> bool:
    while logger is not None:
        if any(handler.level <= level for handler in logger.handlers):
            return True
        logger = logger.parent if logger.propagate else None
    return False


def _handled_there(name: str, level: int) -> bool:
    """Whether the parent's loggers would have let a record of this level through to a handler."""
    if level <= _theirs["?"][0]:
        return False
    chain = _chain("" if name == "root" else name)
    if not chain or chain[0][2]:
        return False
    effective = next((setup[0] for setup in chain if setup[0]), 0)
    return effective <= level and any(least <= level for setup in _propagated(chain) for least, _type in setup[3])


def _chain(name: str) -> list[Any]:
    names = [name]
    while name:
        name = name.rpartition(".")[0]
        names.append(name)
    return [_theirs[one] for one in names if one in _theirs]


def _propagated(chain: list[Any]) -> list[Any]:
    for index, setup in enumerate(chain):
        if not setup[1]:
            return chain[: index + 1]
    return chain


def _record(logger: Any, level: int, enabled: bool) -> None:
    frame: Any = sys._getframe(4)  # past quiet's frame and the hook's, to isEnabledFor
    own = frame.f_code.co_filename
    calls = 0
    while frame is not None and frame.f_code.co_filename == own:
        frame, calls = frame.f_back, calls + 1
    if frame is None or calls < 2 or kind_of(frame.f_code.co_filename) != USER:
        return
    place = place_of(frame)
    if (place, level) in _said or len(_said) >= _MOST:
        return
    _said.add((place, level))
    root = sys.modules["logging"].root
    session.journal.write(
        "log_lost", logger=logger.name, level=level, enabled=enabled, place=place, channel=session.channel,
        parent=[_theirs[""][0], [kind for _level, kind in _theirs[""][3]]],
        child=[root.level, [type(handler).__qualname__ for handler in root.handlers]],
    )  # fmt: skip
