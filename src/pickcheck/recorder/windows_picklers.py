"""Picklers that send functions by value send the modules in their globals by name, and know modules by their exact type.

A view of a module (``windows_views.py``) has a type of its own: they are told of it, and send what it is a view of.
cloudpickle 2 and 3: ``Pickler._dispatch_table``; dill 0.3.9 to 0.4: ``Pickler.dispatch``.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_Module: Any = type(sys)
_views: list[type] = []
_learners: list[Any] = []


def made(view: type) -> None:
    """A view's type has been made."""
    _views.append(view)
    for learn in _learners:
        learn(view)


def _teach(learn: Any) -> None:
    _learners.append(learn)
    for view in _views:
        learn(view)


def change_cloudpickle(module: Any) -> None:
    """``cloudpickle.cloudpickle``, or the copy that an older joblib carries."""
    table = module.Pickler._dispatch_table
    reduce = table[_Module]

    def learn(view: type) -> None:
        table[view] = lambda obj: reduce(type(obj).real)

    _teach(learn)


def change_dill(module: Any) -> None:
    """``dill._dill``."""
    table = module.Pickler.dispatch
    save = table[_Module]

    def learn(view: type) -> None:
        table[view] = lambda pickler, obj: save(pickler, type(obj).real)

    _teach(learn)
