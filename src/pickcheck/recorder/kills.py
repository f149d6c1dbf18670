"""Whether the script's own code may have killed a child."""

from __future__ import annotations

import sys

from .classes import user_modules
from .guard import CODE
from .live import functions_of
from .places import USER, kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

_SENDERS = frozenset(("kill", "killpg", "pidfd_send_signal"))


def kills_others() -> bool:
    """Whether the script's own code sends signals by itself, which no hook sees: ``os.kill`` is written in C.

    A function that asks for its own process's number does it to itself.
    """
    stack = [function.__code__ for _name, module in user_modules() for function in functions_of(module)]
    frame: FrameType | None = sys._getframe()
    while frame is not None:  # the main module's own code is on the stack, and nowhere else
        stack += [frame.f_code] if kind_of(frame.f_code.co_filename) == USER else []
        frame = frame.f_back
    while stack:
        code = stack.pop()
        if not _SENDERS.isdisjoint(code.co_names) and "getpid" not in code.co_names:
            return True
        stack += [constant for constant in code.co_consts if type(constant) is CODE]
    return False
