"""The live functions of the user's modules, wherever they hide: in classes, behind decorators, in caches."""

from __future__ import annotations

from .classes import is_class, members_of, plain_name
from .guard import CODE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_FUNCTION: Any = type(lambda: 0)
_MOST = 20_000  # objects looked at to find the live functions


def functions_of(module: Any) -> Iterator[Any]:
    """The live functions whose globals are this module's: its own, its classes', and those in wrappers around them."""
    names = module.__dict__
    stack = list(names.values())
    seen: set[int] = set()
    while stack and len(seen) < _MOST:
        value = stack.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        cls = type(value)
        if cls is _FUNCTION:
            if _are_of(value.__globals__, names):
                yield value
            stack += [cell.cell_contents for cell in value.__closure__ or () if _filled(cell)]
            stack += value.__dict__.values()
        elif cls is staticmethod or cls is classmethod:
            stack.append(value.__func__)
        elif cls is property:
            stack += [value.fget, value.fset, value.fdel]
        elif is_class(cls):
            members = members_of(value)
            if plain_name(members.get("__module__")) == plain_name(names.get("__name__")):
                stack += members.values()
        elif type(cls) is type and cls.__name__ in (
            "_lru_cache_wrapper",
            "cached_property",
            "partial",
            "partialmethod",
        ):
            stack += [getattr(value, part, None) for part in ("__wrapped__", "func")]


def loads(code: Any, names: set[str]) -> bool:
    """Whether code, or code within it, names one of these."""
    if not names.isdisjoint(code.co_names):
        return True
    return any(loads(inner, names) for inner in code.co_consts if type(inner) is CODE)


def _are_of(values: dict[str, Any], names: dict[str, Any]) -> bool:
    """Whether a function's globals are this module's.

    In a child the functions of the main module have the dictionary that ``runpy.run_path`` made, and the module a copy
    (Lib/multiprocessing/spawn.py, ``_fixup_main_from_path``, CPython 3.10 to 3.14).
    """
    return values is names or (values.get("__name__") == "__mp_main__" == names.get("__name__"))


def _filled(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018
    except ValueError:
        return False
    return True
