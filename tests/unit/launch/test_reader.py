"""Journals as processes leave them: cut, of another version, with a pid that occurs twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pickcheck.errors import PickcheckError
from pickcheck.launch import reader, stalls

PLACE = ("app.py", 3, "<module>")


def journal(folder: Path, pid: int, *records: dict[str, Any], ppid: int = 1, tail: str = "") -> None:
    """Write one process's journal; ``tail`` is a last line that was cut."""
    (folder / "journals").mkdir(exist_ok=True)
    head = {"kind": "process", "version": 1, "pid": pid, "ppid": ppid, "at": float(pid)}
    lines = [repr({"at": float(pid), **record}) + "\n" for record in (head, *records)]
    (folder / "journals" / f"{pid}-1.journal").write_text("".join(lines) + tail, encoding="utf-8")


def crossing(count: int, **facts: Any) -> dict[str, Any]:
    base = {"kind": "crossing", "channel": "queue", "direction": "to child", "place": PLACE}
    return {**base, "count": count, "bytes": count * 10, "seconds": count / 100, **facts}


def test_last_totals_count(tmp_path: Path) -> None:
    """A process writes running totals: the last ones hold; those of several processes are added."""
    journal(tmp_path, 1, {"kind": "started_python"}, crossing(1), crossing(5))
    journal(tmp_path, 2, crossing(2))
    (total,) = reader.read(tmp_path).totals
    assert (total.count, total.bytes, total.place) == (7, 70, PLACE)


@pytest.mark.parametrize("tail", ["{'kind': 'cros", "\x00\xff", "{'kind': 'crossing', 'count': ", "("])
def test_cut_last_line(tail: str, tmp_path: Path) -> None:
    """A process that was killed while it wrote: what stands before is read."""
    journal(tmp_path, 1, crossing(1), tail=tail)
    assert reader.read(tmp_path).totals[0].count == 1


def test_other_version(tmp_path: Path) -> None:
    """A journal of another version is refused."""
    journal(tmp_path, 1)
    path = next((tmp_path / "journals").iterdir())
    path.write_text(path.read_text().replace("'version': 1", "'version': 2"))
    with pytest.raises(PickcheckError, match="journal version 2, not 1"):
        reader.read(tmp_path)


def test_nothing_recorded(tmp_path: Path) -> None:
    """A run whose interpreter never came up has no facts."""
    facts = reader.read(tmp_path)
    assert (facts.main_pid, facts.totals, facts.failures) == (None, (), ())
    assert facts.troubles == ("nothing at all: the recorder did not come up in the script's process",)


@pytest.mark.skipif(stalls.SIGNAL is None, reason="nobody is asked by a signal")
def test_who_was_asked_as_it_left(tmp_path: Path) -> None:
    """A process that had let its handlers go already dies of the question, and not of its own."""
    started = {"kind": "started", "channel": "process", "place": PLACE, "daemon": False, "name": "Process-1"}
    ends = [{"kind": "reaped", "pid": pid, "status": -number} for pid, number in ((2, stalls.SIGNAL), (3, 11))]
    journal(tmp_path, 1, {"kind": "started_python"}, *({**started, "pid": pid} for pid in (2, 3)), *ends)
    assert [child.signalled for child in reader.read(tmp_path).children] == [True, False]


def failure(number: int, **facts: Any) -> dict[str, Any]:
    base = {
        "kind": "failure", "number": number, "channel": "pool", "direction": "to parent", "place": None, "job": (7, 2),
        "delivered": False, "raised": {"type": "builtins.TypeError", "message": "no"}, "type": "builtins.tuple",
        "notes": [], "roots": [("obj[2][1]", "result", 0)],
        "leaves": [leaf("obj[2][1][1].lock")],
    }  # fmt: skip
    return {**base, **facts}


def leaf(path: str) -> dict[str, Any]:
    return {
        "path": path, "also_at": [], "steps": [{"step": path, "type": "_thread.lock"}], "within": None, "bases": [],
        "type": "_thread.lock", "repr": "<_thread.lock object>", "raised": {"type": "builtins.TypeError", "message": ""},
        "defined_at": None,
    }  # fmt: skip


def test_the_order_is_that_of_time(tmp_path: Path) -> None:
    """Of what failed in several workers the first comes first, whatever the numbers of their processes are."""
    journal(tmp_path, 2, failure(1, leaves=[leaf("obj[0]")]))
    journal(tmp_path, 11, failure(1, leaves=[leaf("obj[1]")]))
    (tmp_path / "journals" / "11-1.journal").rename(tmp_path / "journals" / "11-5.journal")
    found = reader.read(tmp_path).failures
    assert [one.path for failed in found for one in failed.leaves] == ["obj[0]", "obj[1]"]


def received(**facts: Any) -> dict[str, Any]:
    base = {
        "kind": "received", "number": 4, "channel": "pool", "job": (7, 2), "place": PLACE, "chunk": 3,
        "delivered": False, "raised": {"type": "x", "message": ""}, "pids": [],
    }  # fmt: skip
    return {**base, **facts}


@pytest.mark.parametrize("read", [True, False])
def test_result_is_joined_to_its_call(read: bool, tmp_path: Path) -> None:
    """A worker's failure takes the place of the call in its parent, and its index in the whole result."""
    delivered = [{"kind": "delivered", "number": 4}] if read else []
    journal(tmp_path, 1, {"kind": "started_python"}, received(), *delivered)
    journal(tmp_path, 2, {"kind": "child", "name": "W-1", "parent": 1, "channel": "pool"}, failure(1), ppid=99)
    (found,) = reader.read(tmp_path).failures
    assert (found.place, found.delivered, found.sender) == (PLACE, read, "child")
    assert found.leaves[0].path == "result[7].lock"  # item 1 of part 2, in parts of 3


@pytest.mark.parametrize("read", [True, False])
@pytest.mark.parametrize("came", [True, False])
def test_a_map_raises_one_error_for_all_its_parts(came: bool, read: bool, tmp_path: Path) -> None:
    """Once it has, nobody waits for the other parts; their errors are not lost, whether they still came back or not."""
    others = [received(number=5, job=(7, 0))] if came else []
    delivered = [{"kind": "delivered", "number": 4}] if read else []
    journal(tmp_path, 1, {"kind": "started_python"}, received(), *others, *delivered)
    journal(
        tmp_path, 2, {"kind": "child", "name": "W-1", "parent": 1, "channel": "pool"}, failure(1, job=(7, 0)), ppid=99
    )
    (found,) = reader.read(tmp_path).failures
    assert (found.place, found.delivered, found.leaves[0].path) == (PLACE, read, "result[1].lock")
    assert reader.read(tmp_path).failures[0].keys >= {(1, 4), (2, 1)}


def test_failure_cut_while_it_was_looked_at(tmp_path: Path) -> None:
    """A process that ended while its leaves were looked for still tells that something failed."""
    journal(tmp_path, 1, {**failure(1), "kind": "failing", "direction": "to child"})
    (found,) = reader.read(tmp_path).failures
    assert found.leaves == () and "while the leaf was looked for" in found.notes[0]


def test_same_failure_again(tmp_path: Path) -> None:
    """A loop that fails at one place is one failure with its count, delivered only if each was."""
    one = failure(1, channel="queue", direction="to child", place=PLACE, delivered=True)
    journal(tmp_path, 1, one, {**one, "number": 2, "delivered": False})
    (found,) = reader.read(tmp_path).failures
    assert (found.count, found.delivered) == (2, False)


@pytest.mark.parametrize("channel", ["pool", "executor"])
@pytest.mark.parametrize(("place", "told"), [(PLACE, True), (("app.py", 4, "<module>"), False)])
def test_an_error_speaks_for_its_map(channel: str, place: tuple[str, int, str], told: bool, tmp_path: Path) -> None:
    """map() raises the first error; those of its other tasks are told with it, those of another call are not."""
    first = failure(1, channel=channel, direction="to child", place=PLACE, delivered=True)
    second = failure(2, channel=channel, direction="to child", place=place, leaves=[leaf("iterable[1]")])
    journal(tmp_path, 1, first, second)
    assert [found.delivered for found in reader.read(tmp_path).failures] == [True, told]


def test_a_part_of_a_map_that_nobody_waited_for(tmp_path: Path) -> None:
    """A part's result that did not pickle, whose answer never came, belongs to the call of the part whose did."""
    came = {"kind": "received", "number": 5, "channel": "pool", "job": (7, 0), "place": PLACE, "delivered": True}
    raised = {"type": "builtins.TypeError", "message": "no"}
    journal(tmp_path, 1, {"kind": "started_python"}, {**came, "chunk": 3, "pids": [], "raised": raised})
    journal(tmp_path, 2, {"kind": "child", "parent": 1}, failure(1))
    (found,) = reader.read(tmp_path).failures
    assert (found.place, found.delivered) == (PLACE, True)
    assert found.leaves[0].path == "result[7].lock"  # item 1 of part 2, in parts of 3


def test_children(tmp_path: Path) -> None:
    """How children ended: as the parent saw it, else as they said themselves; by whom."""
    start = {"kind": "started", "name": "P", "channel": "process", "place": PLACE, "daemon": False}
    journal(
        tmp_path, 1, {"kind": "started_python"}, {**start, "pid": 2}, {**start, "pid": 3}, {**start, "pid": 4},
        {"kind": "reaped", "pid": 2, "status": -9}, {"kind": "signalled", "pid": 2},
    )  # fmt: skip
    journal(tmp_path, 3, {"kind": "end", "status": 1}, {"kind": "signalled", "pid": 3})
    children = {child.pid: child for child in reader.read(tmp_path).children}
    assert [children[pid].exit_status for pid in (2, 3, 4)] == [-9, 1, None]
    assert [children[pid].signalled for pid in (2, 3)] == [True, False]  # a child that kills itself has died
