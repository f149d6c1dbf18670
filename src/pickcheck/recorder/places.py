"""Where in the user's source something crossed: the innermost frame that is the user's own.

A place is the tuple (file, line, function). Code of the standard library and of installed packages is passed
over while there is a frame of the user's above it; the standard library's is never taken.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any

Place = tuple[str, int, str]

_STDLIB = os.path.dirname(os.__file__) + os.sep
_SITE, _DIST = (os.sep + name + os.sep for name in ("site-packages", "dist-packages"))
# Where this was compiled from, which is what frames say.
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(sys._getframe().f_code.co_filename)))
OURS = tuple(os.path.join(_PACKAGE, unit) + os.sep for unit in ("recorder", "pickling"))

USER, PACKAGE, STDLIB, ENGINE = 0, 1, 2, 3
# Installed packages that hand work to other processes: their code is machinery, as multiprocessing's own is.
_ENGINES = tuple(
    os.sep + os.path.join(*name.split("/")) + os.sep
    for name in (
        *("joblib", "loky", "multiprocess", "pathos", "ppft", "cloudpickle", "dill", "distributed", "dask", "tornado"),
        *("torch/utils/data", "torch/multiprocessing"),
    )
)
_MACHINERY = (STDLIB, ENGINE)
_INLINED = frozenset(("<listcomp>", "<dictcomp>", "<setcomp>"))
_CODE: Any = type((lambda: 0).__code__)
_kinds: dict[str, int] = {}
_places: dict[tuple[int, int], Place] = {}
_kept: list[CodeType] = []


def kind_of(filename: str) -> int:
    """USER, PACKAGE (installed), ENGINE (of the installed ones that start processes) or STDLIB.

    STDLIB is also the recorder itself, and code without a file: proxies' methods.
    """
    kind = _kinds.get(filename)
    if kind is None:
        if filename.startswith(_STDLIB) and _SITE not in filename and _DIST not in filename:
            kind = STDLIB  # as most are
        elif filename.startswith((*OURS, "<")):
            kind = STDLIB
        elif filename.endswith((".pyx", ".pxi")):  # what Cython compiled names its source as it was built
            kind = PACKAGE
        elif _SITE in filename or _DIST in filename:
            kind = ENGINE if any(part in filename for part in _ENGINES) else PACKAGE
        else:
            kind = USER
        _kinds[filename] = kind
    return kind


def hide(folder: str) -> None:
    """What lies in this folder is nobody's: like the recorder itself it is passed over."""
    global OURS
    OURS = (*OURS, folder + os.sep)


def is_stdlib(module: Any) -> bool:
    """Whether a module is the standard library's own, and not one of the user's with the same name."""
    filename = getattr(module, "__file__", None)
    return not isinstance(filename, str) or kind_of(filename) == STDLIB


def is_machinery(filename: str) -> bool:
    """Whether it is the standard library's or an engine's: what it sends to another process it sends for someone."""
    return kind_of(filename) in _MACHINERY


def claim(filename: str) -> None:
    """This file is the user's, wherever it lies: it is the script that is checked."""
    _kinds[filename] = _kinds[os.path.abspath(filename)] = USER


def place_of(frame: FrameType) -> Place:
    """The place at which this frame stands now; the same tuple object for the same place.

    A comprehension's is its function's, as it is from CPython 3.12 on (PEP 709).
    """
    code = frame.f_code
    # A code object's hash looks at its whole contents: its identity is used, and the object kept alive.
    key = (id(code), frame.f_lasti)
    place = _places.get(key)
    if place is None:
        _kept.append(code)
        place = _places[key] = (code.co_filename, frame.f_lineno or 0, function_of(frame))
    return place


def function_of(frame: FrameType) -> str:
    """The name of the function that this frame runs; a comprehension is part of one."""
    while frame.f_code.co_name in _INLINED and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code.co_name


def user_place(frame: FrameType | None) -> Place | None:
    """The innermost user frame's place from this frame outwards, else an installed package's, else None."""
    package: FrameType | None = None
    while frame is not None:
        kind = _kinds.get(frame.f_code.co_filename)
        if kind is None:
            kind = kind_of(frame.f_code.co_filename)
        if kind == USER:
            return place_of(frame)
        if kind == PACKAGE and package is None:
            package = frame
        frame = frame.f_back
    return place_of(package) if package is not None else None


def definition(function: object) -> Place | None:
    """Where a Python function begins, None for other callables."""
    code = getattr(getattr(function, "__wrapped__", function), "__code__", None)
    return (code.co_filename, code.co_firstlineno, code.co_name) if isinstance(code, _CODE) else None
