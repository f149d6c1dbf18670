"""Errors of a child's work that come of what it has not got from its parent: a global, a descriptor, standard input."""

from __future__ import annotations

import sys

from .classes import MODULE, names_of, plain_name
from .comparing import shown
from .descriptors import is_open
from .exceptions import traces
from .forks import at_fork
from .inherited import inherited
from .places import USER, kind_of, user_place
from .session import quiet, session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_EBADF = 9
_CUDA = "Cannot re-initialize CUDA in forked subprocess"


@quiet
def raised(error: Any) -> None:
    """In the child, an error of its work's: record what it is for want of, where that is certain."""
    if session.known(error) is not None:
        return  # of something that did not load: that says it
    frames = list(traces(error))
    if not frames:
        return
    if type(error) is RuntimeError:
        _cuda(error, frames)
    elif type(error) is RecursionError:
        _limit(frames)
    elif type(error) is EOFError:
        _input(frames)
    elif isinstance(error, OSError) and error.errno == _EBADF:
        _descriptor(frames)
    else:
        _name(error, frames)


def _place(frames: list[Any]) -> Any:
    for trace in reversed(frames):
        if kind_of(trace.tb_frame.f_code.co_filename) == USER:
            return trace.tb_frame.f_code.co_filename, trace.tb_lineno, trace.tb_frame.f_code.co_name
    return user_place(frames[-1].tb_frame)


def _write(frames: list[Any], wants: str, **facts: Any) -> None:
    session.journal.write("wanting", wants=wants, place=_place(frames), channel=session.channel, **facts)


def _name(error: Any, frames: list[Any]) -> None:
    """A name that was not found where the parent has it."""
    if type(error) is NameError:
        owner = frames[-1].tb_frame.f_globals.get("__name__")
    elif type(error) is AttributeError and type(error.obj) is MODULE:
        owner = names_of(error.obj).get("__name__")
    else:
        return
    module, name = plain_name(owner), error.name
    file, shapes = inherited.modules.get(module, ("", {}))
    if name in shapes:
        _write(frames, "name", module=module, file=file, name=name, parent=shown(shapes[name], name))


def _limit(frames: list[Any]) -> None:
    """The parent allows a deeper recursion."""
    mine = sys.getrecursionlimit()
    if inherited.limit > mine:
        entered = next((n for n, trace in enumerate(frames) if kind_of(trace.tb_frame.f_code.co_filename) == USER), 0)
        _write(frames[: entered + 1], "limit", name="recursion limit", parent=str(inherited.limit), child=str(mine))


def _input(frames: list[Any]) -> None:
    """``input()`` met the end at once: a child's standard input is the null device."""
    code = frames[-1].tb_frame.f_code
    if session.child and kind_of(code.co_filename) == USER and "input" in code.co_names:
        _write(frames, "stdin", name="standard input")


def _cuda(error: Any, frames: list[Any]) -> None:
    """PyTorch refuses CUDA in a child that was forked from a process that had begun to use it (torch/cuda/__init__.py)."""
    if at_fork.happened and error.args and type(error.args[0]) is str and error.args[0].startswith(_CUDA):
        _write(frames, "cuda", name="CUDA")


def _descriptor(frames: list[Any]) -> None:
    """A number that was an open file in the parent is none here."""
    closed = [number for number in inherited.descriptors if not is_open(number)]
    if closed:
        _write(frames, "fd", name=", ".join(map(str, closed)))
