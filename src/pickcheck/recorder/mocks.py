"""What unittest.mock has replaced at the moment. CPython 3.10 to 3.14, Lib/unittest/mock.py: ``_patch``."""

from __future__ import annotations

import sys

from .classes import class_name
from .session import quiet
from .state import patched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ModuleType: Any = type(sys)


def _key(patch: Any) -> tuple[str, str] | None:
    target = getattr(patch, "target", None)
    return (str(target.__name__), patch.attribute) if target is not None and type(target) is _ModuleType else None


@quiet
def leave_patch(_token: None, value: Any, patch: Any) -> Any:
    """A patch is in force. Of what is patched only the attributes of modules are followed."""
    key = _key(patch)
    if key is not None:
        patched[key] = class_name(type(value))
    return value


@quiet
def enter_unpatch(patch: Any) -> None:
    """A patch ends."""
    key = _key(patch)
    if key is not None:
        patched.pop(key, None)
