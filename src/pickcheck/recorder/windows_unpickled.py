"""What a pickle names that Windows has not (``posix.getuid``): refused as it is there, where user code loads it."""

from __future__ import annotations

import io
import pickle
import sys

from . import windows_pickle
from .places import user_place
from .session import session
from .windows_views import unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_MOST = 1_000_000


def names_system(data: Any) -> bool:
    """Whether a pickle may name a module that is otherwise on Windows; one that is very large is not looked through."""
    return (
        isinstance(data, (bytes, bytearray))
        and len(data) < _MOST
        and (b"posix" in data or b"cos\n" in data or b"\x8c\x02os" in data)
    )


class Unpickler(pickle.Unpickler):
    """Finds what there is on Windows."""

    def find_class(self, module: str, name: str) -> Any:
        """As of ``pickle.Unpickler``. Raises ModuleNotFoundError or AttributeError as on Windows."""
        from .windows import importer

        lacking = importer.missing(module)
        if module == "posix" and name not in _hidden("os"):
            if module not in windows_pickle.made:
                unsure(
                    f"a pickle names posix.{name}",
                    "which has another name where it is made on Windows",
                    sys._getframe(1),
                )
        elif lacking is not None:
            text = f"No module named {lacking!r}"
            _record(lacking, None, text)
            raise ModuleNotFoundError(text, name=lacking)
        found = super().find_class(module, name)
        if name in _hidden(module):
            text = f"Can't get attribute {name!r} on {sys.modules[module]!r}"
            if sys.version_info >= (3, 14):
                text = f"module {module!r} has no attribute {name!r}"
            _record(module, name, text)
            raise AttributeError(text)
        return found


def _hidden(module: str) -> Any:
    from .windows import view_of

    return getattr(type(view_of(sys.modules[module])), "hidden", ())


def _record(module: str, name: str | None, text: str) -> None:
    session.journal.write("missing", module=module, name=name, place=user_place(sys._getframe(1)), text=text)


def loads(data: Any, options: dict[str, Any]) -> Any:
    """As ``pickle.loads``."""
    return Unpickler(io.BytesIO(data), **options).load()
