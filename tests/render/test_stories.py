"""A timeline as rows and rails; the change that a mend makes; colours line by line."""

from __future__ import annotations

import pytest
from cases import MOMENTS, run_of
from rich.console import Console
from rich.text import Text

from pickcheck.catalogue import Example, entries
from pickcheck.model import Moment, Place, Timeline
from pickcheck.render.blocks import Style
from pickcheck.render.colours import coloured
from pickcheck.render.mends import MOST, changes, changes_of
from pickcheck.render.runs import run_block
from pickcheck.render.stories import LANES, ROWS, story


def test_rails() -> None:
    """Who starts whom, where a process ends, and that only those who live stand idle in a pause."""
    told = story(Timeline(0, MOMENTS, 2), "app.py")
    assert told.lanes == ("the script", "Process-1") and told.left_out == 2
    assert [(row.kind, row.rails) for row in told.rows] == [
        ("start", ("from", "to")), ("begin", ("on", "here")), ("fail", ("on", "here")), ("end", ("on", "here")),
        ("pause", ("idle", "")), ("wait", ("here", "")), ("stop", ("", "")),
    ]  # fmt: skip
    assert told.rows[4].text == "3.0 s in which nothing else is on record"


def test_a_start_crosses_the_lanes_between() -> None:
    """Those of processes that live go on behind it."""
    starts = [Moment(n / 10, "the script", "start", f"starts P{n}", None, f"P{n}") for n in range(3)]
    begins = [Moment(1.0, f"P{n}", "begin", "begins its work") for n in range(3)]
    last = story(Timeline(0, (*starts, *begins)), "").rows[2]
    assert last.rails == ("from", "over on", "over on", "to")


def test_where() -> None:
    """A line alone in the target, else its file too."""
    moments = tuple(
        Moment(0.1, "the script", "cross", "x", place) for place in (Place("a.py", 1), Place("b.py", 2), None)
    )
    assert [row.where for row in story(Timeline(0, moments), "a.py").rows] == ["line 1", "b.py:2", ""]


def test_of_many_the_telling_ones() -> None:
    """Of many processes and moments those are shown in which something went wrong; the others are counted."""
    moments = [Moment(n / 100, f"P{n % 50}", "cross", f"x{n}") for n in range(300)]
    moments.append(Moment(9.0, "P49", "fail", "does not pickle"))
    told = story(Timeline(0, tuple(moments), 5), "")
    assert len(told.lanes) == LANES and "P49" in told.lanes and told.lanes[0] == "P0"
    assert told.rows[-1].kind == "fail"
    assert sum(row.kind != "pause" for row in told.rows) == ROWS and told.left_out == 301 - ROWS + 5


@pytest.mark.parametrize("width", [40, 80])
def test_in_the_terminal(width: int) -> None:
    """Each moment is a line of its own, no longer than the screen; what went wrong is red."""
    text = run_block(run_of("spawn"), Timeline(0, MOMENTS, 2), "app.py", Style(width))
    lines = text.plain.splitlines()
    assert max(map(len, lines)) <= width
    assert "    0.30 s  Process-1   queue" in text.plain and lines[-1].strip() == "2 moments more"
    red = [text.plain[span.start : span.end].split()[2] for span in text.spans if span.style == "red"]
    assert red == ["Process-1", "the", "pickcheck"]


# ---------------------------------------------------------------- the mend


def test_changes() -> None:
    """The lines that go and that come, with one beside them; neither titles nor empty lines nor a gap at the top."""
    bad = '"""Bad."""\nimport os\n\n\ndef f():\n    return lambda: 0\n\n\ndef g():\n    pass\n\n\nx = 1\n'
    good = bad.replace("Bad", "Good").replace("lambda: 0", "int").replace("x = 1", "x = 2")
    assert changes(bad, good) == (
        (" ", "def f():"), ("-", "    return lambda: 0"), ("+", "    return int"), ("…", ""), ("-", "x = 1"), ("+", "x = 2"),
    )  # fmt: skip


def test_too_many_changes() -> None:
    """Scripts that have little in common are not compared."""
    assert changes("".join(f"a{n}\n" for n in range(40)), "".join(f"b{n}\n" for n in range(40))) == ()
    assert changes_of(None) == () and changes_of(Example("x\n", "x\n")) == ()


def test_rules_with_changes() -> None:
    """Most rules' examples can be shown so."""
    found = [changes_of(entry.example) for entry in entries() if entry.example is not None]
    assert all(len(one) <= MOST for one in found) and sum(map(bool, found)) > len(found) * 0.8


# ---------------------------------------------------------------- colours


def test_colours_end_with_their_line() -> None:
    """Also where a style goes over several lines; what has none stays bare."""
    text = Text("plain ")
    text.append("red\n\nstill red", style="red")
    text.append(" end")
    assert coloured(text, Console()) == "plain \x1b[31mred\x1b[0m\n\n\x1b[31mstill red\x1b[0m end\n"
