"""``shutil`` as user code meets it on Windows, in a run under the emulated start method ``windows``: removing trees, owners."""

from __future__ import annotations

import os
import sys

from .limits import limited
from .windows_views import like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def change_shutil(shutil: Any) -> None:
    """``rmtree``, which meets the first open file; ``tempfile.TemporaryDirectory`` ends with it."""
    real = shutil.rmtree

    def rmtree(path: Any, *args: Any, **kwargs: Any) -> None:
        caller = sys._getframe(1)
        if not _swallowed(caller, args, kwargs):
            _refuse_tree(path)
        real(path, *args, **kwargs)

    like(rmtree, real)
    rmtree.avoids_symlink_attacks = getattr(real, "avoids_symlink_attacks", False)  # type: ignore[attr-defined]
    shutil.rmtree = rmtree
    _change_chown(shutil)


def _change_chown(shutil: Any) -> None:
    """``chown``: there is neither ``pwd`` nor ``grp``, nor ``os.chown``."""
    from .windows import by_user

    real = shutil.chown

    def chown(path: Any, user: Any = None, group: Any = None, **kwargs: Any) -> None:
        if by_user(sys._getframe(1)):
            named = next(
                (
                    f"no such {kind}: {one!r}"
                    for kind, one in (("user", user), ("group", group))
                    if isinstance(one, str)
                ),
                None,
            )
            error: Exception = AttributeError("module 'os' has no attribute 'chown'", name="chown", obj=os)
            raise limited(LookupError(named) if named else error, "posix", "shutil.chown()", "")
        real(path, user, group, **kwargs)

    shutil.chown = like(chown, real)


def _refuse_tree(path: Any) -> None:
    """Raise for the first that is open below a folder, may not be written, or is where a process works."""
    from .windows_modes import read_only_below
    from .windows_open import IN_USE, is_lived_in, open_below

    found = open_below(path)
    if found is not None:
        raise limited(PermissionError(13, IN_USE, found), "open", found, "", 2)
    tempfile = os.path.basename(sys._getframe(2).f_code.co_filename) == "tempfile.py"
    found = None if tempfile else read_only_below(path)  # a TemporaryDirectory makes them writable
    if found is not None:
        raise limited(
            PermissionError(13, "Access is denied", found), "posix", "removing a file that may not be written", "", 2
        )
    if is_lived_in(path):
        if tempfile and not _ends(sys._getframe(2).f_code):
            raise limited(
                RecursionError("maximum recursion depth exceeded"),
                "posix",
                "removing a folder that a process is in",
                "",
                2,
            )
        raise limited(
            PermissionError(13, IN_USE, os.fspath(path)), "posix", "removing a folder that a process is in", "", 2
        )


def _ends(code: Any) -> bool:
    """Whether ``TemporaryDirectory`` gives up where a folder cannot be removed: older versions try again without end."""
    return "repeated" in (*code.co_varnames, *code.co_freevars)


def _swallowed(frame: Any, args: Any, kwargs: Any) -> bool:
    """Whether nobody is told of what cannot be removed, or it is not removed for user code."""
    if not _for_user(frame):
        return True
    if os.path.basename(frame.f_code.co_filename) == "tempfile.py":
        return bool(frame.f_locals.get("ignore_errors"))  # TemporaryDirectory._rmtree
    return bool(args) or not kwargs.keys().isdisjoint(("ignore_errors", "onerror", "onexc"))


def _for_user(frame: Any) -> bool:
    from .windows import by_user

    while frame is not None and os.path.basename(frame.f_code.co_filename) in ("tempfile.py", "weakref.py"):
        frame = frame.f_back
    return by_user(frame)
