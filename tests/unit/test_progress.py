"""What the live line says, by a clock of our own."""

from __future__ import annotations

import io
from dataclasses import replace

from pickcheck.checker import Progress
from pickcheck.model import Outcome, Target
from pickcheck.progress import Line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


RUN = Progress(1, 4, "fork", "3.11.7")


def test_estimate() -> None:
    """None before a run is done; then what the runs so far took, for each that is left; none once it takes longer."""
    clock = Clock()
    line = Line(io.StringIO(), 1, clock)
    line.target(1, Target("app.py"))
    assert line.text() == ""
    line.show(RUN)
    clock.now += 4
    assert line.text() == "app.py: run 1 of 4, fork on 3.11.7: running for 4 s"
    line.show(replace(RUN, outcome=Outcome.OK))
    assert line.text() == "app.py: run 1 of 4, fork on 3.11.7: ok"
    line.show(replace(RUN, number=2))
    assert line.text().endswith("running, about 12 s left")
    clock.now += 3
    assert line.text().endswith("running for 3 s, about 9 s left")
    clock.now += 30
    assert line.text().endswith("running for 33 s, about 8 s left")
    for number in (2, 3):
        line.show(replace(RUN, number=number, outcome=Outcome.OK))
    line.show(replace(RUN, number=4))
    clock.now += 60
    assert line.text().endswith("running for 60 s")


def test_several_targets() -> None:
    """Those that are still to come count too."""
    clock = Clock()
    line = Line(io.StringIO(), 3, clock)
    line.target(1, Target("a.py"))
    clock.now += 8
    for number in range(1, 5):
        line.show(replace(RUN, number=number, outcome=Outcome.OK))
    line.target(2, Target("b.py"))
    line.show(RUN)
    assert line.text() == "2/3 b.py: run 1 of 4, fork on 3.11.7: running, about 16 s left"


def test_is_wiped() -> None:
    """The last that a terminal gets is an empty line; a pipe gets nothing."""
    for file, end in ((Terminal(), "\r\x1b[2K"), (io.StringIO(), "")):
        with Line(file, 1) as line:
            line.target(1, Target("a.py"))
            line.show(RUN)
        assert file.getvalue().endswith(end) and ("run 1 of 4" in file.getvalue()) == bool(end)
