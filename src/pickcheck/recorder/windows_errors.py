"""On Windows itself: whether an error that ended something is that of a name which only other systems have, or of a limit.

In a run that emulates Windows the limits are recorded where they are imitated (``limits.py`` and its neighbours).
"""

from __future__ import annotations

import errno
import os
import sys

from .exceptions import traces
from .places import STDLIB, USER, Place, kind_of
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
        place = _place_there(error) or place
        found = _missing(error, table)
        if found is not None:
            session.journal.write("missing", module=found[0], name=found[1], place=place, text=str(error))
            return
        limit = _limit(error)
        if limit is not None:
            name, asked = limit
            session.journal.write("limit", name=name, asked=asked, most="", number=session.number(error), place=place)
            return
        error = error.__cause__ or error.__context__


def _place_there(error: BaseException) -> Place | None:
    """The user's last line in the worker, for an error that came back from one with its traceback as text.

    Lib/multiprocessing/pool.py ``RemoteTraceback``, Lib/concurrent/futures/process.py ``_RemoteTraceback``.
    """
    text: Any = getattr(error.__cause__, "tb", None)
    if type(error.__cause__).__name__.lstrip("_") != "RemoteTraceback" or type(text) is not str:
        return None
    place = None
    for line in text.splitlines():
        if line.startswith('  File "') and '", line ' in line:
            file, _, rest = line[8:].rpartition('", line ')
            number, _, function = rest.partition(", in ")
            if number.isdigit() and kind_of(file) == USER:
                place = (file, int(number), function)
    return place


_SHARING = 32
# What is no socket, and nothing at all; of a pipe that sends messages Wine says 10045, which elsewhere means other things.
_NOT_SELECTED = {"": (10038, 10022), "selectors.py": (10038, 10022, 10045)}
# The functions of asyncio's loop that there are for other systems (Lib/asyncio/events.py, CPython 3.10 to 3.14).
_OF_LOOPS = {
    **dict.fromkeys(("add_signal_handler", "remove_signal_handler"), "loop"),
    **dict.fromkeys(("add_reader", "remove_reader", "add_writer", "remove_writer"), "reader"),
}


def _limit(error: BaseException) -> tuple[str, str] | None:
    """The limit that this is the error of, and what was asked for; None for any other."""
    file, function = _raised_in(error)
    if isinstance(error, NotImplementedError) and file == "events.py" and function in _OF_LOOPS:
        return _OF_LOOPS[function], function
    if isinstance(error, ValueError) and str(error) == "Family AF_UNIX is not recognized.":
        return "family", "AF_UNIX"
    if isinstance(error, (ValueError, AssertionError)):
        return _refused(error, file, function)
    if not isinstance(error, OSError):
        return None
    name, code = str(error.filename or ""), getattr(error, "winerror", None)
    if isinstance(error, FileNotFoundError) and file == "shared_memory.py":
        return "gone", name
    if code in _NOT_SELECTED.get(file, ()):
        return "select", ""
    if isinstance(error, FileExistsError) and error.filename2 is not None and _called(error, "rename"):
        return "exists", name
    if error.errno == errno.EINVAL and NEVER & set(name):
        return "name", name
    if isinstance(error, PermissionError) and code == _SHARING:
        return "open", name
    return ("locked", name) if isinstance(error, PermissionError) and _is_temporary(name) else None


NEVER = frozenset('<>"|?*')  # in no name of a file
_ARGUMENTS = ("preexec_fn", "pass_fds")


def _refused(error: Exception, file: str, function: str) -> tuple[str, str] | None:
    """What the standard library itself refuses on Windows, and only there."""
    words = str(error)
    if file == "subprocess.py" and words.startswith(_ARGUMENTS):
        return "popen", words.partition(" ")[0]
    if file == "signal.py" and function == "signal" and words == "invalid signal value":
        return "signal", ""
    return ("strftime", "") if words == "Invalid format string" else None


def _called(error: BaseException, name: str) -> bool:
    """Whether a function of this name was on the way to an error; the traceback of a worker's is text."""
    text: Any = getattr(error.__cause__, "tb", None)
    if type(text) is str and f"{name}(" in text:
        return True
    return any(name in trace.tb_frame.f_code.co_names for trace in traces(error))


def _raised_in(error: BaseException) -> tuple[str, str]:
    """The file, without its folder, and the function of the standard library's that raised it; empty where it was none."""
    code = None
    for trace in traces(error):
        code = trace.tb_frame.f_code
    if code is None or kind_of(code.co_filename) != STDLIB:
        return "", ""
    return os.path.basename(code.co_filename), code.co_name


def _is_temporary(name: str) -> bool:
    """Whether a file has the name that ``tempfile`` gives to those that are deleted when they are closed."""
    tempfile = sys.modules.get("tempfile")
    if tempfile is None or not os.path.isfile(name):
        return False
    folder, base = os.path.split(name)
    return base.startswith(tempfile.template) and os.path.normcase(folder) == os.path.normcase(tempfile.gettempdir())


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
