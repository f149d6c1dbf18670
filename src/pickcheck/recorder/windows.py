"""The standard library as user code sees it on Windows, in a run under the emulated start method ``windows``.

User code imports by a function of ours, which hands it views (``windows_views.py``) of the modules that differ and
refuses those that Windows has not. The standard library and installed packages get the modules themselves.
"""

from __future__ import annotations

import builtins
import sys

from . import windows_glimpses
from .places import ENGINE, PACKAGE, STDLIB, USER, is_stdlib, kind_of, user_place
from .session import session
from .windows_views import View, refuse, unfollowed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType, ModuleType
    from typing import Any

_import = builtins.__import__
# The modules in which something has another value there (``windows_values.CHANGED``, which is imported when the first
# view is made; a test holds both together).
CHANGED = frozenset(
    (
        *("sys", "os", "posixpath", "signal", "time", "subprocess", "ctypes", "locale", "platform", "sysconfig"),
        *("select", "selectors", "asyncio", "venv", "pickle", "importlib", "importlib.util"),
    )
)
# What these say themselves where their module in C is not there: Lib/crypt.py; Lib/dbm/ndbm.py and gnu.py from 3.14 on.
_OWN_WORDS = {"crypt": "The crypt module is not supported on Windows"}
if sys.version_info >= (3, 14):
    for _name, _lacking in (("dbm.ndbm", "_dbm"), ("dbm.gnu", "_gdbm")):
        _OWN_WORDS[_name] = f"No module named {_lacking!r}, please install the python3-gdbm package"


class Views:
    """The views of the modules that differ, by name; each is made when it is asked for.

    hidden, only: by module, the names that Windows lacks, and those that it alone has, with spaces between them.
    """

    def __init__(self) -> None:
        self.hidden: dict[str, str] = {}
        self.only: dict[str, str] = {}
        self._made: dict[str, View] = {}

    def __contains__(self, name: object) -> bool:
        return name in CHANGED or name in self.hidden or name in self.only or name in self._made

    def __getitem__(self, name: str) -> View:
        view = self._made.get(name)
        if view is None:
            view = self._made[name] = self._new(name)
        return view

    def setdefault(self, name: str, view: View) -> View:
        """As that of ``dict``: a module that differs for some only."""
        return self._made.setdefault(name, view)

    def _new(self, name: str) -> View:
        from . import windows_values

        hidden, only = self.hidden.get(name, ""), self.only.get(name, "")
        view = View(frozenset(hidden.split()), frozenset(only.split()), windows_values.changed(name))
        for other in {*self.hidden, *self.only, *CHANGED}:
            package, _, last = other.rpartition(".")
            if package == name:
                view.submodules[last] = other
        return view


_views = Views()


def begin(table: dict[str, Any]) -> None:
    """Hand user code the views from now on. ``table``: what differs (``launch/platforms.py``, ``Differences.plain``)."""
    from . import windows_surroundings

    _views.hidden, _views.only = table["hidden"], table["only"]
    importer.refused, importer.only = table["refused"], frozenset(table["only_modules"])
    builtins.__import__ = importer.import_
    windows_surroundings.begin()


def view_of(module: ModuleType) -> Any:
    """What user code gets instead of this module: its view, or the module itself where nothing differs."""
    name = getattr(module, "__name__", None)
    if type(name) is not str or name not in _views or not is_stdlib(module):
        return module
    return _views[name].of(module, view_of)


def _seen_by(frame: FrameType, module: Any, fromlist: Any) -> Any:
    """What the code of this frame gets that imports this module: what is told apart for those alone that look at it."""
    try:
        seen = windows_glimpses.of(frame.f_code)
    except Exception as error:
        session.trouble("look at the code", error)
        return view_of(module)
    name = getattr(module, "__name__", None)
    if seen.longs and name in ("struct", "array") and is_stdlib(module):
        from . import windows_longs

        _views.setdefault(name, View(frozenset(), frozenset(), windows_longs.CHANGED[name]))
        return _views[name].of(module, view_of)
    if type(name) is str and name in _views and seen.nested and is_stdlib(module):
        from . import windows_nested

        windows_nested.widen(_views[name], module, _views, importer.refused)
    if name in _views or not (seen.nested or not windows_glimpses.REACHED.isdisjoint(fromlist or ())):
        return view_of(module) if name not in ("struct", "array") else module
    if type(name) is str and isinstance(module, type(sys)) and is_stdlib(module):
        from . import windows_nested

        return windows_nested.view(module, _views, importer.refused, view_of)
    return module


def by_user(frame: FrameType | None) -> bool:
    """Whether this frame runs code of the user's; code without a file (exec) is whose who runs it."""
    while frame is not None:
        filename = frame.f_code.co_filename
        if filename[:1] != "<" or filename.startswith("<frozen"):
            return kind_of(filename) == USER
        frame = frame.f_back
    return False


def _is_others(filename: str) -> bool:
    """Whether it is none of the user's, for good: code without a file is whose who runs it, which may be another the next time."""
    return (filename[:1] != "<" or filename.startswith("<frozen")) and kind_of(filename) != USER


def _note_package(name: str, frame: FrameType | None) -> None:
    """An installed package imports what Windows has not: the imports that led to it, if they were nothing but that.

    Whether they stand under a condition is looked up in the sources afterwards. What the standard library imports in
    its turn (subprocess and ``_posixsubprocess``) is its own affair: there it knows what to do without.
    """
    importing = frame
    while importing is not None and importing.f_code.co_filename.startswith("<frozen"):
        importing = importing.f_back
    if importing is not None and kind_of(importing.f_code.co_filename) == STDLIB:
        return
    chain: list[tuple[str, int]] = []
    while frame is not None:
        filename = frame.f_code.co_filename
        kind = USER if by_user(frame) else kind_of(filename)
        if not filename.startswith("<frozen") and kind in (USER, PACKAGE, ENGINE):
            if frame.f_code.co_name != "<module>":
                return
            chain.append((filename, frame.f_lineno))
            if kind == USER:
                break
        frame = frame.f_back
    if chain and kind_of(chain[0][0]) != USER:
        session.journal.write("package", module=name, chain=chain)


class Importer:
    """``builtins.__import__`` and what else imports by name, for user code.

    refused: modules that cannot be imported on Windows -> the module that is missing. only: those it alone has.
    others: files that are none of the user's, of those that have imported something.
    """

    def __init__(self) -> None:
        self.refused: dict[str, str] = {}
        self.only: frozenset[str] = frozenset()
        self.others: set[str] = set()

    def import_(self, name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        """As ``builtins.__import__``."""
        frame = sys._getframe().f_back  # the interpreter itself imports without a frame
        # Nearly all imports are the standard library's own, and each process does hundreds of them.
        if frame is not None and frame.f_code.co_filename in self.others and name not in self.refused:
            return _import(name, globals, locals, fromlist, level)
        # A list comes from C code (PyImport_Import), which looks for a module of its own.
        if type(fromlist) is list or not by_user(frame):
            if name in self.refused and level == 0:
                _note_package(name, frame)
            if frame is not None and _is_others(frame.f_code.co_filename):
                self.others.add(frame.f_code.co_filename)
            return _import(name, globals, locals, fromlist, level)
        if level == 0 and type(name) is str:
            self.check(name, 2)
        module = _seen_by(sys._getframe(1), _import(name, globals, locals, fromlist, level), fromlist)
        for wanted in fromlist or ():
            if wanted in getattr(type(module), "hidden", ()):
                refuse(module, wanted, sys._getframe(1))
        return module

    def import_module(self, name: str, package: str | None = None) -> Any:
        """As ``importlib.import_module``."""
        self.check(name, 2)
        return view_of(sys.modules["importlib"].import_module(name, package))

    def reload(self, module: Any) -> Any:
        """As ``importlib.reload``; a view's own module is what is loaded again."""
        return view_of(sys.modules["importlib"].reload(getattr(type(module), "real", module)))

    def find_spec(self, name: str, package: str | None = None) -> Any:
        """As ``importlib.util.find_spec``."""
        if self.missing(name) is not None:
            return None
        self.check(name, 2)
        return sys.modules["importlib.util"].find_spec(name, package)

    def missing(self, name: str) -> str | None:
        """The module that is missing on Windows when this one is imported."""
        return self.refused.get(name) or self.refused.get(name.partition(".")[0])

    def check(self, name: str, depth: int) -> None:
        """Refuse a module that Windows has not; one that only Windows has cannot be followed."""
        lacking = self.missing(name)
        if lacking is not None:
            text = _OWN_WORDS.get(name, f"No module named {lacking!r}")
            place = user_place(sys._getframe(depth))
            session.journal.write("missing", module=lacking, name=None, place=place, text=text)
            if name in _OWN_WORDS:
                raise ImportError(text)
            raise ModuleNotFoundError(text, name=lacking)
        if name in self.only and name not in sys.modules:
            unfollowed(name, None, sys._getframe(depth))


importer = Importer()
