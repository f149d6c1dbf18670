"""What every thread of a process is doing, asked from outside, and what it waits for.

The recorder has ``faulthandler`` answer a signal with all stacks on standard error (``recorder/stacks.py``). The text
is that of CPython 3.10 to 3.14, Python/traceback.c ``_Py_DumpTracebackThreads``: threads newest first, so the main
thread is the last; frames innermost first.
"""

from __future__ import annotations

import linecache
import re
from dataclasses import dataclass
from pathlib import Path

from ..facts import RawPlace

_THREAD = re.compile(r"^(?:Current thread|Thread) 0x[0-9a-f]+")
_FRAME = re.compile(r'^  File "(?P<path>.*)", line (?P<line>\d+|\?\?\?) in (?P<function>.*)$')
_MORE = re.compile(r"^(  \.\.\.|  <no Python frame>|)$")
# The standard library's modules in which a thread may wait for another process or thread.
_LIBRARY = re.compile(
    r"[/\\]((?:multiprocess(?:ing)?|concurrent[/\\]futures)[/\\]\w+\.py"
    r"|(?:threading|queue|selectors|socket|socketserver|subprocess|runpy|logging[/\\]\w+)\.py)$"
)
# multiprocess is multiprocessing over again, as an installed package.
_COPY = re.compile(r"[/\\]site-packages[/\\]multiprocess[/\\]")

# What the recorder put around a function (in a run that emulates Windows) is nobody's code.
_RECORDER = str(Path(__file__).resolve().parent.parent / "recorder")


@dataclass(frozen=True)
class Frame:
    """One frame of a stack: where it stands."""

    path: str
    line: int
    function: str

    @property
    def label(self) -> str:
        """``multiprocessing/queues.py:get`` for a function of the standard library that matters here, else empty."""
        found = _LIBRARY.search(self.path)
        label = f"{found[1]}:{self.function}".replace("\\", "/") if found else ""
        return label.replace("multiprocess/", "multiprocessing/", 1) if self.of_copy else label

    @property
    def of_copy(self) -> bool:
        """Whether it is a function of multiprocess's, which is called as the one of multiprocessing."""
        return _COPY.search(self.path) is not None

    @property
    def text(self) -> str:
        """The source line at which it stands."""
        return linecache.getline(self.path, self.line).strip()


@dataclass(frozen=True)
class Thread:
    """A thread's frames, innermost first."""

    frames: tuple[Frame, ...]

    @property
    def labels(self) -> list[str]:
        """The label of each frame."""
        return [frame.label for frame in self.frames]

    def user(self) -> Frame | None:
        """The innermost frame that is neither the standard library's nor frozen."""
        root = self._library()
        return next((f for f in self.frames if not f.path.startswith("<") and not _is_library(f, root)), None)

    def place(self) -> RawPlace | None:
        """Where the user's own code stands in this thread: an installed package's only where there is no other."""
        frame = self.user()
        if frame is not None and "site-packages" in frame.path:
            outer = self.frames[self.frames.index(frame) :]
            root = self._library()
            own = (
                f
                for f in outer
                if not f.path.startswith("<") and "site-packages" not in f.path and not _is_library(f, root)
            )
            frame = next(own, frame)
        return (frame.path, frame.line, frame.function) if frame is not None else None

    def _library(self) -> str:
        for frame in self.frames:
            found = _LIBRARY.search(frame.path)
            if found and not frame.of_copy:
                return frame.path[: found.start()]
        return ""


def _is_library(frame: Frame, root: str) -> bool:
    below = bool(root) and frame.path.startswith(root) and "site-packages" not in frame.path
    return below or frame.of_copy


def parse(text: str) -> tuple[tuple[Thread, ...], str]:
    """The threads in a dump, the main one last, and the text that is none of it (something else was printed)."""
    threads: list[list[Frame]] = []
    other: list[str] = []
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        frame = _FRAME.match(bare)
        if _THREAD.match(bare):
            threads.append([])
        elif frame is not None and threads:
            number = 0 if frame["line"] == "???" else int(frame["line"])
            if not frame["path"].startswith(_RECORDER):
                threads[-1].append(Frame(frame["path"], number, frame["function"]))
        elif not (threads and _MORE.match(bare)):
            other.append(line)
    return tuple(Thread(tuple(frames)) for frames in threads), "".join(other)


def threads_of(stacks: list[list[tuple[str, int, str]]]) -> tuple[Thread, ...]:
    """The same from stacks that a process told of itself (``recorder/workers.py``)."""
    return tuple(Thread(tuple(Frame(*frame) for frame in frames)) for frames in stacks)
