"""A module of the standard library that user code reaches through another one (``shutil.os``, ``from tempfile import _os``).

The other one gets a view of its own, which gives views; modules that Windows has not are not in it either.
"""

from __future__ import annotations

import sys

from .windows_views import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .windows import Views

_Module: Any = type(sys)
_made: dict[str, Any] = {}


def view(module: Any, views: Views, refused: dict[str, str], view_of: Any) -> Any:
    """The view of a module that has others in it which differ; the module itself where it has none. ``views``: of those."""
    name = module.__name__
    if name not in _made:
        inner = {key: value for key, value in vars(module).items() if isinstance(value, _Module)}
        hidden = frozenset(key for key, value in inner.items() if getattr(value, "__name__", None) in refused)
        made = View(hidden, frozenset(), {})
        made.submodules = {key: value.__name__ for key, value in inner.items() if value.__name__ in views}
        _made[name] = made.of(module, view_of) if made.submodules or hidden else module
    return _made[name]


def widen(view: View, module: Any, views: Views, refused: dict[str, str]) -> None:
    """The same for a module that has a view already."""
    if module.__name__ in _made:
        return
    _made[module.__name__] = view
    for key, value in vars(module).items():
        if isinstance(value, _Module) and key not in view.changed and value.__name__ in views:
            view.submodules.setdefault(key, value.__name__)
            view.specials.add(key)
