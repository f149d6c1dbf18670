"""The guarded code of a module's functions: compiled, and kept in a folder.

In a process of the user's it is only needed where it was not made ahead (``prepare.py``).
"""

from __future__ import annotations

import marshal
import os
import sys

from .guard import function_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

    from .guard import Hook, Prepared


def prepare(module: Any, hooks: dict[str, Hook], cache: str) -> Prepared:
    """The guarded code of a module's functions, from the cache or compiled and put there; and what was refused."""
    path = os.path.join(cache, f"{sys.implementation.cache_tag}-{sys.hexversion:x}-{module.__name__}")
    codes, refused = _load(path), {}
    missing = [qualname for qualname in hooks if qualname not in codes]
    for qualname in missing:
        from .rewrite import compiled

        try:
            codes[qualname] = compiled(function_at(module, qualname), hooks[qualname])
        except (LookupError, OSError, SyntaxError) as error:
            refused[qualname] = f"{type(error).__name__}: {error}"
    if len(refused) < len(missing):
        _save(path, codes)
    return codes, refused


def _load(path: str) -> dict[str, CodeType]:
    try:
        with open(path, "rb") as file:
            return marshal.load(file)  # type: ignore[no-any-return]
    except (OSError, EOFError, ValueError, TypeError):
        return {}


def _save(path: str, codes: dict[str, CodeType]) -> None:
    temporary = f"{path}.{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            marshal.dump(codes, file)
        os.replace(temporary, path)
    except OSError:
        pass  # only slower: the next process compiles again
