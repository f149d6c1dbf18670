"""Warnings that the parent's filters make errors, and a child's do not: those of them that its work really raises.

A filter's message, module and category may be any objects that can be asked whether they match: ``_warnings`` (CPython 3.10 to
3.14, Python/_warnings.c, ``get_filter``) asks all three of every filter in turn. One that never matches, put first in a child
whose filters differ, sees each warning that no filter of the child's own making has decided on.
"""

from __future__ import annotations

import _warnings
import sys
from _thread import get_ident

from .classes import class_name, mro, plain_name
from .places import user_place
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Action, message, category, module, line; a pattern is None, a text, or a regular expression's (pattern, flags).
Filter = tuple[str, "Any", str, "Any", int]
_MOST = 100  # filters of one process
_SAID = 20
_NEVER_RAISED = "builtins.ResourceWarning"  # by destructors, which raise nothing


def picture() -> list[Filter] | None:
    """This process's filters in plain values; None where they cannot be told."""
    filters = _filters()
    if len(filters) > _MOST:
        return None
    try:
        return [
            (action, _plain(message), class_name(category), _plain(module), int(line))
            for action, message, category, module, line in list(filters)
        ]
    except Exception:  # not of the standard library's making
        return None


def _filters() -> list[Any]:
    found: Any = getattr(sys.modules.get("warnings"), "filters", _warnings.filters)
    return found if type(found) is list else []


def _plain(pattern: Any) -> Any:
    if pattern is None or type(pattern) is str:
        return pattern
    return pattern.pattern, int(pattern.flags)


def watch(theirs: list[Filter] | None) -> None:
    """In a child: see the warnings of its work, if the parent would make errors of some that are none here."""
    mine = picture()
    if theirs is None or mine is None or not any(one[0] == "error" and one not in mine for one in theirs):
        return
    _spy.theirs, _spy.mine = theirs, mine
    # Which filters there are has not changed, as far as what was warned of already is concerned: no version counts.
    _filters().insert(0, ("ignore", _Asked("text"), _Category, _Asked("module"), 0))


class _Spy:
    """What is asked about the warning at hand, by thread; the parent's filters, and this process's own at its start."""

    def __init__(self) -> None:
        self.theirs: list[Filter] = []
        self.mine: list[Filter] = []
        self.asked: dict[tuple[int, str], str] = {}
        self.said: set[Any] = set()

    def see(self, category: Any) -> None:
        """A warning of this category is about to be filtered."""
        thread = get_ident()
        text, module = self.asked.get((thread, "text"), ""), self.asked.get((thread, "module"), "")
        names = [class_name(base) for base in mro(category)]
        if names[0] == _NEVER_RAISED or _action(self.theirs, text, names, module) != "error":
            return
        action, place = _action(self.mine, text, names, module), user_place(sys._getframe(2))
        if action == "error" or place is None or place in self.said or len(self.said) >= _SAID:
            return
        self.said.add(place)
        session.journal.write(
            "warned", category=names[0].removeprefix("builtins."), text=text[:200], place=place, channel=session.channel,
            parent="error", child=action or "default",
        )  # fmt: skip


_spy = _Spy()


class _Asked:
    """Stands for a filter's regular expression: takes note of what it is asked about."""

    def __init__(self, what: str) -> None:
        self._what = what

    def match(self, text: Any) -> bool:
        """As of a pattern."""
        _spy.asked[get_ident(), self._what] = str(text)
        return True


class _Never(type):
    def __subclasscheck__(cls, category: Any) -> bool:
        try:
            _spy.see(category)
        except Exception as error:
            session.trouble("warned.see", error)
        return False


class _Category(Warning, metaclass=_Never):
    """Stands for a filter's category, and is nobody's."""


def _action(filters: list[Filter], text: str, names: list[str], module: str) -> str | None:
    """What the first filter that matches does; None where none does, or a regular expression cannot be asked."""
    for action, message, category, modules, line in filters:
        if category not in names or line:
            continue
        answers = [_matches(message, text), _matches(modules, plain_name(module))]
        if None in answers:
            return None
        if all(answers):
            return action
    return None


def _matches(pattern: Any, text: str) -> bool | None:
    if pattern is None:
        return True
    if type(pattern) is str:
        return bool(pattern == text)
    re: Any = sys.modules.get("re")
    return bool(re.compile(*pattern).match(text)) if re is not None else None
