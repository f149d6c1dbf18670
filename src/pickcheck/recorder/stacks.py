"""A way to ask this process what its threads are doing, when it does nothing else any more.

``faulthandler`` answers a signal in C, without the GIL and without a handler that Python code could see; it writes to
standard error, which the launcher reads. Nothing is sent to a process that makes progress or has nothing on record.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_kept: list[Any] = []


def answer(number: int | None) -> bool:
    """Answer this signal with all stacks; False where that is not possible (Windows)."""
    if number is None:
        return False
    known = "faulthandler" in sys.modules
    import faulthandler

    if not hasattr(faulthandler, "register"):
        return False
    faulthandler.register(number, file=2, all_threads=True)  # type: ignore[arg-type,unused-ignore]
    _kept.append(faulthandler)
    if not known:
        del sys.modules["faulthandler"]
    return True
