"""What was made ahead, kept for later checks: it is the same for the same sources of ours, interpreter and library.

One file for each such key in a folder that the launcher gives, put there whole (``os.replace``). What is found there is
used only if it is the user's own and nobody else may write to it, and if it is whole; in any other case, or where
nothing can be kept, it is made again. A check gets a copy in a folder of its own: nothing that is kept has to last.

Runs in each interpreter, in a process that is not the user's. Leans on ``_imp.source_hash``, which importlib has for
checked ``.pyc`` files (CPython 3.7 to 3.14).
"""

from __future__ import annotations

import _imp
import marshal
import os
import sys

from .start import WATCHED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMAT = b"pickcheck prepared 1\n"
_SEED = int.from_bytes(b"pic", "little")  # a C long, which has 32 bits on Windows
_MOST = 12  # files: interpreters by versions of ours
_OTHERS = 0o022  # the group's and everybody's right to write
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_UNITS = ("recorder", "recorder/entry", "pickling")


def prepare(folder: str, home: str) -> None:
    """Fill the folder of one interpreter as ``prepare.py`` does, from what is kept if there is any.

    home: the folder where things are kept, "" for none. Raises what ``prepare.prepare`` raises; never for the sake of
    what is kept.
    """
    path = _path(home)
    if path and _take(path, folder):
        return
    from . import prepare as making

    making.prepare(folder)
    if path:
        _keep(path, folder)


# ---------------------------------------------------------------- under which name


def _path(home: str) -> str:
    if not home or sys.pycache_prefix is not None:  # with a prefix for byte code ours lies elsewhere too
        return ""
    try:
        return os.path.join(home, f"prepared-{_key()}")
    except Exception:
        return ""  # only slower


def _key() -> str:
    """By everything that what is made depends on."""
    interpreter = (
        sys.version,
        sys.hexversion,
        sys.implementation.cache_tag,
        sys.executable,
        os.__file__,
        sys.flags.optimize,
        sys.flags.dev_mode,
    )
    ranges = os.environ.get("PYTHONNODEBUGRANGES", "")
    whole = marshal.dumps((interpreter, ranges, _PACKAGE, list(_sources()), list(_library())))
    return _hash(whole).hex()


def _sources() -> Iterator[tuple[str, bytes]]:
    for unit in _UNITS:
        for name in sorted(os.listdir(os.path.join(_PACKAGE, unit))):
            if name.endswith(".py"):
                with open(os.path.join(_PACKAGE, unit, name), "rb") as file:
                    yield f"{unit}/{name}", file.read()


def _library() -> Iterator[tuple[str, int, int]]:
    """The watched modules' own files, which guarded code is compiled from."""
    for name in sorted(WATCHED):
        path = os.path.join(os.path.dirname(os.__file__), *name.split(".")) + ".py"
        if os.path.exists(path):
            facts = os.stat(path)
            yield name, facts.st_mtime_ns, facts.st_size


def _hash(data: bytes) -> bytes:
    return _imp.source_hash(_SEED, data)


# ---------------------------------------------------------------- taking and keeping


def _is_ours(path: str) -> bool:
    facts = os.lstat(path)
    # On Windows there is no such owner, and the folder is in the user's profile.
    return sys.platform == "win32" or (facts.st_uid == os.getuid() and not facts.st_mode & _OTHERS)


def _take(path: str, folder: str) -> bool:
    try:
        if not _is_ours(path) or not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            data = file.read()
        head, body = data[: len(_FORMAT) + 8], data[len(_FORMAT) + 8 :]
        if head != _FORMAT + _hash(body):
            return False
        _unpack(marshal.loads(body), folder)
        os.utime(path)  # the ones that are not used any more go first
        return True
    except (OSError, ValueError, EOFError, TypeError, AttributeError):
        return False


def _unpack(files: dict[str, bytes], folder: str) -> None:
    for name, data in files.items():
        if os.path.isabs(name) or os.pardir in name.split(os.sep):
            raise ValueError(name)
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


def _keep(path: str, folder: str) -> None:
    body = marshal.dumps(dict(_packed(folder)))
    temporary = f"{path}.{os.getpid()}"
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(descriptor, "wb") as file:
            file.write(_FORMAT + _hash(body) + body)
        os.replace(temporary, path)
        _forget(os.path.dirname(path))
    except OSError:
        pass  # only slower: the next check makes it again


def _packed(folder: str) -> Iterator[tuple[str, bytes]]:
    for where, _folders, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                yield os.path.relpath(path, folder), file.read()


def _forget(home: str) -> None:
    """All but the ones that were used last."""
    paths = [os.path.join(home, name) for name in os.listdir(home) if name.startswith("prepared-")]
    for path in sorted(paths, key=os.path.getmtime, reverse=True)[_MOST:]:
        os.remove(path)
