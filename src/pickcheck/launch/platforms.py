"""What the standard library lacks on Windows and has here, and the other way round, as typeshed says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

from . import caches

# Modules that come with CPython everywhere but cannot be imported on Windows, and what is found missing there: typeshed
# has these without a platform, or their Python part is there and the module in C is not (CPython 3.10 to 3.14).
_BROKEN = {
    "_curses": "_curses", "_curses_panel": "_curses_panel", "_dbm": "_dbm", "_gdbm": "_gdbm",
    "_posixshmem": "_posixshmem", "_posixsubprocess": "_posixsubprocess", "curses": "_curses", "dbm.gnu": "_gdbm",
    "dbm.ndbm": "_dbm", "pty": "termios", "tty": "termios",
}  # fmt: skip
# Python files that are there on Windows, whatever their names are worth.
_PRESENT = ("multiprocessing.", "asyncio.", "distutils.", "encodings.")
_SKIPPED = ("tkinter", "distutils", "msilib", "lib2to3", "builtins")


@dataclass(frozen=True)
class Differences:
    """How the standard library differs on Windows from that of another platform.

    hidden: module -> its names that Windows lacks. refused: modules that cannot be imported there -> the name of the
    module that is missing. only: module -> the names that it has on Windows only; only_modules: so for whole modules.
    known: whether the stubs speak of this version of Python at all.
    """

    hidden: dict[str, tuple[str, ...]]
    refused: dict[str, str]
    only: dict[str, tuple[str, ...]]
    only_modules: tuple[str, ...]
    known: bool

    def plain(self, emulate: bool) -> dict[str, Any]:
        """As the recorder reads it, in the settings of a run. emulate: whether to hide, or only to speak of it."""
        return {
            "emulate": emulate,
            "hidden": {module: " ".join(names) for module, names in self.hidden.items()},
            "refused": self.refused,
            "only": {module: " ".join(names) for module, names in self.only.items()},
            "only_modules": self.only_modules,
        }


def is_known(version: str) -> bool:
    """Whether typeshed speaks of this version of Python (``3.11.7``)."""
    return windows_differences(short(version), "linux").known


def short(version: str) -> tuple[int, int]:
    """``3.11.7`` -> (3, 11)."""
    major, minor = version.split(".")[:2]
    return int(major), int(minor)


@lru_cache
def windows_differences(version: tuple[int, int], platform: str) -> Differences:
    """How the standard library of this version differs on Windows from this platform's (``linux``, ``darwin``).

    Reading the stubs takes longer than a short script does: what they say is kept (``caches.py``).
    """
    name = f"windows-{_key(version, platform)}.json"
    found = _kept(caches.read(name))
    if found is None:
        found = _read(version, platform)
        caches.keep(name, json.dumps(asdict(found)))
    return found


def _key(version: tuple[int, int], platform: str) -> str:
    """By the stubs' release, and by this file, which reads them."""
    stubs = metadata.version("typeshed_client")
    text = repr((stubs, version, platform, Path(__file__).read_bytes()))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _kept(text: str | None) -> Differences | None:
    try:
        facts = json.loads(text or "")
        names = [
            {module: tuple(map(str, found)) for module, found in facts[part].items()} for part in ("hidden", "only")
        ]
        refused = {str(module): str(missing) for module, missing in facts["refused"].items()}
        return Differences(names[0], refused, names[1], tuple(map(str, facts["only_modules"])), facts["known"] is True)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _read(version: tuple[int, int], platform: str) -> Differences:
    import typeshed_client

    def context(name: str) -> typeshed_client.SearchContext:
        return typeshed_client.get_search_context(version=version, platform=name, search_path=[])

    here, there = context("linux" if platform == "win32" else platform), context("win32")
    hidden: dict[str, tuple[str, ...]] = {}
    only: dict[str, tuple[str, ...]] = {}
    refused, only_modules = dict(_BROKEN), []
    for module in _candidates(here.typeshed):
        mine, theirs = _names(typeshed_client, module, here), _names(typeshed_client, module, there)
        if mine and not theirs and not module.startswith(_PRESENT):
            refused.setdefault(module, module)
        elif theirs and not mine:
            only_modules.append(module)
        else:
            _put(hidden, module, mine - theirs)
            _put(only, module, theirs - mine)
    return Differences(hidden, refused, only, tuple(only_modules), version <= _newest(here.typeshed))


def _put(table: dict[str, tuple[str, ...]], module: str, names: set[str]) -> None:
    if names:
        table[module] = tuple(sorted(names))


def _candidates(typeshed: Path) -> list[str]:
    """The modules whose stubs speak of the platform: only these can differ."""
    found = []
    for path in sorted(typeshed.rglob("*.pyi")):
        parts = path.relative_to(typeshed).with_suffix("").parts
        if parts[0] not in _SKIPPED and "sys.platform" in path.read_text(encoding="utf-8"):
            found.append(".".join(part for part in parts if part != "__init__"))
    return found


def _names(client: Any, module: str, context: Any) -> set[str]:
    try:
        names = client.get_stub_names(module, search_context=context) or {}
    except client.parser.InvalidStub:
        return set()
    return {name for name, info in names.items() if info.is_exported and not name.startswith("__")}


def _newest(typeshed: Path) -> tuple[int, int]:
    """The newest Python that typeshed's own list of modules mentions."""
    newest = (3, 14)
    for line in (typeshed / "VERSIONS").read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].partition(":")[2].replace("-", " ").split()
        newest = max([newest, *((int(major), int(minor)) for major, _, minor in (w.partition(".") for w in words))])
    return newest
