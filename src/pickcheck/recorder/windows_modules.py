"""``sys.modules`` as user code sees it on Windows: the interpreter's own, live, with the views of what differs."""

from __future__ import annotations

import sys

from .windows_views import like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_real = sys.modules
_MISSING = object()


def _shown(name: Any) -> bool:
    from .windows import importer

    return not (type(name) is str and importer.missing(name) is not None)


class Modules(dict):  # type: ignore[type-arg]
    """A dictionary that is empty itself: what is asked of it is asked of the interpreter's."""

    def __getitem__(self, name: Any) -> Any:
        from .windows import view_of

        if not _shown(name):
            raise KeyError(name)
        return view_of(_real[name])

    def __setitem__(self, name: Any, module: Any) -> None:
        _real[name] = getattr(type(module), "real", module)  # of a view, what it is a view of

    def __delitem__(self, name: Any) -> None:
        del _real[name]

    def __contains__(self, name: object) -> bool:
        return name in _real and _shown(name)

    def __iter__(self) -> Iterator[str]:
        return iter([name for name in list(_real) if _shown(name)])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return repr(self.copy())

    def __eq__(self, other: object) -> bool:
        return self is other or self.copy() == other

    def __ne__(self, other: object) -> bool:
        return not self == other

    def get(self, name: Any, default: Any = None) -> Any:
        """As of a dictionary."""
        try:
            return self[name]
        except KeyError:
            return default

    def keys(self) -> Any:
        """As of a dictionary."""
        return self.copy().keys()

    def values(self) -> Any:
        """As of a dictionary."""
        return self.copy().values()

    def items(self) -> Any:
        """As of a dictionary."""
        return self.copy().items()

    def copy(self) -> dict[str, Any]:
        """As of a dictionary."""
        return {name: self[name] for name in self}

    def pop(self, name: Any, default: Any = _MISSING) -> Any:
        """As of a dictionary."""
        if name not in self and default is not _MISSING:
            return default
        found = self[name]
        del self[name]
        return found

    def setdefault(self, name: Any, default: Any = None) -> Any:
        """As of a dictionary."""
        if name not in self:
            self[name] = default
        return self[name]

    def update(self, *others: Any, **more: Any) -> None:
        """As of a dictionary."""
        for name, module in dict(*others, **more).items():
            self[name] = module

    def clear(self) -> None:
        """As of a dictionary."""
        _real.clear()

    def popitem(self) -> Any:
        """As of a dictionary."""
        return _real.popitem()


modules = Modules()


def _for_user(frame: Any) -> bool:
    """Whether this is done for user code, which may have unittest.mock do it."""
    from .windows import by_user

    while frame is not None and frame.f_code.co_filename.endswith("mock.py") and not by_user(frame):
        frame = frame.f_back
    return by_user(frame)


def change_mock(mock: Any) -> None:
    """``_importer``, by which unittest.mock finds what it patches on Python 3.10 (Lib/unittest/mock.py)."""
    real = getattr(mock, "_importer", None)
    if real is None:
        return

    def importer(target: Any) -> Any:
        from .windows import view_of

        found = real(target)
        return view_of(found) if isinstance(found, type(sys)) and _for_user(sys._getframe(1)) else found

    mock._importer = importer


def change_pkgutil(pkgutil: Any) -> None:
    """``resolve_name``, by which unittest.mock, too, finds what it patches (Lib/pkgutil.py, 3.9 and newer)."""
    real = pkgutil.resolve_name

    def resolve_name(name: Any) -> Any:
        from .windows import view_of

        found = real(name)
        if not _for_user(sys._getframe(1)):
            return found
        module, _, names = name.partition(":") if ":" in name else name.rpartition(".")
        if names.isidentifier() and module in _real:
            return getattr(view_of(_real[module]), names)
        return view_of(found) if isinstance(found, type(sys)) else found

    pkgutil.resolve_name = like(resolve_name, real)
