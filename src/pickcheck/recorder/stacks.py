"""A way to ask this process what its threads are doing, when it does nothing else any more.

``faulthandler`` answers a signal in C, without the GIL and without a handler that Python code could see; it writes to
standard error, which the launcher reads. Nothing is sent to a process that makes progress or has nothing on record.

Windows has no such signal: there a thread of ours, which ``threading`` does not know, looks for a question of the
launcher's in the control folder now and then, and answers into the journal.
"""

from __future__ import annotations

import os
import sys
from time import sleep

from .places import OURS
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

QUESTION = "question"  # the file's name; its text is the question's number (``launch/asking.py``)
_EVERY = 0.25  # seconds
_DEEPEST = 100  # frames of a stack that are told
_kept: list[Any] = []
_open = open


def answer(number: int | None) -> bool:
    """Answer this signal with all stacks, or (None) the questions in the control folder; whether that is possible."""
    if number is None:
        from _thread import start_new_thread

        start_new_thread(_listen, (os.path.join(session.control, QUESTION),))
        return True
    known = "faulthandler" in sys.modules
    import faulthandler

    if not hasattr(faulthandler, "register"):
        return False
    faulthandler.register(number, file=2, all_threads=True)  # type: ignore[arg-type,unused-ignore]
    _kept.append(faulthandler)
    if not known:
        del sys.modules["faulthandler"]
    return True


def _listen(path: str) -> None:
    before = ""
    while True:
        sleep(_EVERY)
        try:
            with _open(path, encoding="ascii") as file:
                question = file.read()
        except (OSError, ValueError):
            continue
        if question not in ("", before):
            before = question
            tell(int(question))


@quiet
def tell(question: int = 0) -> None:
    """Write the stacks of all threads into the journal, the main thread's last; 0 where nobody has asked."""
    threading = sys.modules.get("threading")
    main = threading.main_thread().ident if threading is not None else None
    frames = sys._current_frames()
    order = sorted(frames, key=lambda ident: ident == main)
    stacks = [_stack(frames[ident]) for ident in order]
    session.journal.write("stacks", question=question, threads=[stack for stack in stacks if stack])


def _stack(frame: Any) -> list[tuple[str, int, str]]:
    """A stack as ``faulthandler`` shows it, innermost first."""
    found: list[tuple[str, int, str]] = []
    while frame is not None and frame.f_code.co_filename.startswith(OURS):
        frame = frame.f_back
    while frame is not None and len(found) < _DEEPEST:
        found.append((frame.f_code.co_filename, frame.f_lineno or 0, frame.f_code.co_name))
        frame = frame.f_back
    return found
