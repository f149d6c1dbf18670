"""The globals that a pickle names: which of them are there, without importing more than loading it did."""

from __future__ import annotations

import sys
from io import BytesIO

from .facts import globals_of
from .stream import Unpickler

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .symbols import Ref

LOADED, FOUND, NOT_FOUND = "loaded", "found", "not found"


def resolve(refs: Iterable[Ref], protocol: int) -> list[str]:
    """Look each global up as loading does: fills in `value` or `error`; gives the names that were not looked up.

    Up to the first that is missing, loading has imported the same modules already. After it none is imported: only what
    is loaded, or certainly not to be found, is judged.
    """
    unpickler = Unpickler(BytesIO())
    unpickler.proto = protocol
    failed = False
    unknown: list[str] = []
    for ref in refs:
        if failed and state_of(ref.module) == FOUND:
            unknown.append(f"{ref.module}.{ref.qualname}")
            continue
        try:
            ref.value = unpickler.find_class(ref.module, ref.qualname)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            ref.error = error
            failed = True
    return unknown


def state_of(module: str) -> str:
    """Whether a module is loaded, could be found by the finders on `sys.meta_path`, or could not. Imports nothing."""
    if module in sys.modules:
        return LOADED
    path: Any = None
    name = ""
    for part in module.split("."):
        name = f"{name}.{part}" if name else part
        if name in sys.modules:
            path = globals_of(name).get("__path__")
        else:
            spec = _spec(name, path)
            if spec is None:
                return NOT_FOUND
            path = getattr(spec, "submodule_search_locations", None)
        if path is None and name != module:
            return NOT_FOUND  # not a package
    return FOUND


def _spec(name: str, path: Any) -> Any:
    try:
        return sys.modules["_frozen_importlib"]._find_spec(name, path)
    except Exception:  # a finder of the user's
        return None


def module_facts(module: str) -> dict[str, Any]:
    """What rules need to know of the module a global is looked for in."""
    entries = globals_of(module)
    file = entries.get("__file__")
    spec = getattr(entries.get("__spec__"), "name", None)
    return {
        "state": state_of(module),
        "file": file if type(file) is str else None,
        "spec": spec if type(spec) is str else None,
        "main": module in ("__main__", "__mp_main__"),
        "child_main": globals_of("__main__") is globals_of("__mp_main__") and bool(globals_of("__mp_main__")),
    }
