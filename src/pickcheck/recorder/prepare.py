"""What is made ahead in each interpreter, once a check, in a process that is not the user's.

The script's processes then only load: the way in, our modules as byte code, and the guarded code of the standard
library's functions. All of a unit is in one file: each file that an import looks for and opens costs a process about
as much as running what is in it.
"""

from __future__ import annotations

import ast
import importlib
import marshal
import os
import py_compile
import shutil

from . import guard, guarded
from .patches import PATCHES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_UNITS = ("recorder", "pickling")
_OURS = (("recorder", "prepare"), ("recorder", "kept"))  # run outside the processes of the user
_FUTURE_ANNOTATIONS = 0x1000000  # CO_FUTURE_ANNOTATIONS, Include/cpython/code.h


def prepare(folder: str) -> None:
    """Fill the folder of one interpreter: a file for each unit, their ``table``, ``entry/`` and ``guards/``.

    ``entry/sitecustomize.py`` reads the files: a unit's when the first of its modules is asked for.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    _way_in(os.path.join(package, "recorder", "entry"), os.path.join(folder, "entry"))
    guards = os.path.join(folder, "guards")
    os.makedirs(guards, exist_ok=True)
    table: dict[str, tuple[bool, str, int, int, tuple[str, ...]]] = {}
    for unit in _UNITS:
        parts = [*_modules(package, unit), *(_guards(guards) if unit == "recorder" else [])]
        with open(os.path.join(folder, unit), "wb") as file:
            for name, value, needs in parts:
                data = marshal.dumps(value)
                table[name] = (name == f"_pickcheck.{unit}", unit, file.tell(), len(data), needs)
                file.write(data)
    with open(os.path.join(folder, "table"), "wb") as file:
        marshal.dump(table, file)


def _modules(package: str, unit: str) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """Our modules' code, by the names that they have in the user's processes, and the modules of ours that each needs."""
    for file in sorted(os.listdir(os.path.join(package, unit))):
        stem, suffix = os.path.splitext(file)
        if suffix == ".py" and (unit, stem) not in _OURS:
            name = f"_pickcheck.{unit}" if stem == "__init__" else f"_pickcheck.{unit}.{stem}"
            source = _source(os.path.join(package, unit, file))
            yield name, _compiled(source, os.path.join(package, unit, file)), _needs(source, unit, stem, package)


def _needs(source: bytes, unit: str, stem: str, package: str) -> tuple[str, ...]:
    """The modules of ours that are imported as this one's statements run, in their order; its package first."""
    needed = [] if stem == "__init__" else [f"_pickcheck.{unit}"]
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ImportFrom) and statement.level:
            base = [unit, ""][statement.level - 1]
            path = ".".join(filter(None, [base, statement.module]))
            for name in [path, *(f"{path}.{alias.name}" for alias in statement.names)]:
                if os.path.exists(os.path.join(package, *name.split(".")) + ".py"):
                    needed.append(f"_pickcheck.{name}")
    return tuple(dict.fromkeys(needed))


def _guards(cache: str) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """The guarded code of the watched modules' functions, and what was refused, by ``guard.stored_as(module)``."""
    for module, hooks in PATCHES.items():
        try:
            found = guarded.prepare(importlib.import_module(module), hooks, cache)
        except (ImportError, AttributeError):  # popen_fork names os.WNOHANG where there is none
            continue  # a module of another platform
        yield guard.stored_as(module), found, ()


def _source(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _compiled(source: bytes, path: str) -> Any:
    # The flag does what the statement is for; the statement would also import a module.
    source = source.replace(b"from __future__ import annotations", b"", 1)
    return compile(source, path, "exec", _FUTURE_ANNOTATIONS, dont_inherit=True, optimize=2)


def _way_in(source: str, folder: str) -> None:
    # Beside its byte code for this interpreter stands the source, for any other.
    os.makedirs(folder, exist_ok=True)
    path = shutil.copy(os.path.join(source, "sitecustomize.py"), folder)
    py_compile.compile(path, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
