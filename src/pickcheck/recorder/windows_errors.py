"""On Windows itself: whether an error that ended something is that of a name which only other systems have."""

from __future__ import annotations

from .places import Place
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def note(error: BaseException | None, place: Place | None) -> None:
    """Record what is missing for this error, or for one that it comes from."""
    table = session.settings["windows"]
    for _ in range(6):
        if error is None:
            return
        found = _missing(error, table)
        if found is not None:
            session.journal.write("missing", module=found[0], name=found[1], place=place, text=str(error))
            return
        error = error.__cause__ or error.__context__


def _missing(error: BaseException, table: dict[str, Any]) -> tuple[str, str | None] | None:
    name: Any = getattr(error, "name", None)
    if isinstance(error, AttributeError):
        # The object does not come along from another process: there the text says which module it was.
        named = [module for module in table["hidden"] if str(error).startswith(f"module {module!r} has no attribute ")]
        missing = name or str(error).rpartition(" attribute ")[2].strip("'")
        return (named[0], missing) if named and missing in table["hidden"][named[0]].split() else None
    if isinstance(error, ModuleNotFoundError):
        return (name, None) if name in table["refused"].values() else None
    if isinstance(error, ImportError) and name in table["hidden"]:
        words = str(error).split("'")  # name_from came with 3.12
        return (name, words[1]) if len(words) > 1 and words[1] in table["hidden"][name].split() else None
    return None
