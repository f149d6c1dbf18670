"""Records of what differs, of hazards and costs -> facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pickcheck.facts.runs import RunFacts
from pickcheck.launch.surroundings import read
from pickcheck.rules.differences import of_kind, silent

PLACE = ("app.py", 3, "work")


def record(kind: str, pid: int = 2, **facts: Any) -> dict[str, Any]:
    return {"kind": kind, "pid": pid, "place": PLACE, "channel": "process", **facts}


def stale(file: Path, name: str, pid: int = 2, **facts: Any) -> dict[str, Any]:
    base = {"module": "__main__", "file": str(file), "name": name, "path": "", "what": "value", "parent": "2"}
    return record("stale", pid, **{**base, "child": "1", "method": "", **facts})


def facts_of(records: list[dict[str, Any]]) -> RunFacts:
    return RunFacts(1, (), (), (), (), (), surroundings=read(records))


def test_only_what_the_parent_changed(tmp_path: Path) -> None:
    """Of two globals that differ, one is made anew by each import; children that read the same are one difference."""
    app = tmp_path / "app.py"
    app.write_text(
        "import os\nPID = os.getpid()\nSIZE = 1\nif __name__ == '__main__':\n    SIZE = 2\n", encoding="utf-8"
    )
    sources = record("sources", files={"__main__": str(app)})
    found = read([sources, stale(app, "PID"), stale(app, "SIZE"), stale(app, "SIZE", pid=3)])
    (one,) = found.differences
    assert (one.subject, one.theirs, one.mine, one.changed, one.pids) == ("SIZE", "2", "1", (str(app), 5), {2, 3})


def test_what_may_not_be_there(tmp_path: Path) -> None:
    """A registry that the code fills when it finds nothing in it; the same without a ``try`` for that is missed."""
    app = tmp_path / "app.py"
    app.write_text(
        "FOUND = {}\ndef add(name): FOUND[name] = 1\ndef look(name):\n    try:\n        return FOUND[name]\n"
        "    except KeyError:\n        return add(name)\ndef work(name):\n    try:\n        return FOUND[name]\n"
        "    except ValueError:\n        return None\n",
        encoding="utf-8",
    )
    sources = record("sources", files={"__main__": str(app)})
    told = {"path": "['a']", "child": "missing", "parent": "1"}
    reads = [{**stale(app, "FOUND", **told), "place": (str(app), line, "look")} for line in (5, 10)]
    assert [one.place for one in read([sources, *reads]).differences] == [(str(app), 10, "look")]
    assert not read([sources, reads[0]]).differences


def test_a_lock_of_ones_own_matters_when_two_use_it(tmp_path: Path) -> None:
    """One process that uses its own lock alone loses nothing; an event that is set for nobody is lost at once."""
    lock = stale(tmp_path / "a.py", "lock", what="multiprocessing.synchronize.Lock")
    event = stale(tmp_path / "a.py", "done", what="multiprocessing.synchronize.Event")
    assert [one.subject for one in silent(facts_of([lock, event]))] == ["done"]
    assert len(of_kind(facts_of([lock, {**lock, "pid": 3}]), "shared")) == 1


def test_a_missing_global_is_not_silent(tmp_path: Path) -> None:
    """An error tells of it, so it does not make a run differ."""
    facts = facts_of([record("wanting", wants="name", module="app", file=str(tmp_path), name="CONFIG", parent="3")])
    assert silent(facts) == [] and of_kind(facts, "missing")[0].subject == "app.CONFIG"


def test_random_state_shared_by_two() -> None:
    """One worker that draws is alone; two from other states are not alike."""
    drew = [record("drew", pid, state=state) for pid, state in [(2, "a"), (3, "b"), (4, "b"), (4, "b")]]
    (one,) = read(drew).differences
    assert one.pids == {3, 4} and one.facts["workers"] == 2
    assert read(drew[:2]).differences == ()


def test_a_lock_strikes_a_child_that_never_ended() -> None:
    """Of two children that came to the lock one went on: the other is struck."""
    held = [record("fork_hazard", pid, hazard="lock", subject="lock", forked=PLACE) for pid in (2, 3)]
    ended = [record("end", 2), record("end", 3)]
    assert read([*held, ended[0]]).hazards[0].struck
    assert not read([*held, *ended]).hazards[0].struck


def test_weight_counts_only_where_each_task_has_it() -> None:
    """What a function carries is the same for each task; arguments are another thing each time."""
    roots = [("obj[2]", "func", 0), ("obj[3]", "args", 0)]
    heavy = {"roots": roots, "type": "bytes", "bytes": 9, "of": 10}
    own = record("heavy", **heavy, path="obj[2].__self__.data")
    given = record("heavy", **heavy, path="obj[3][0]")
    assert [one.path for one in read([own, given]).heavy] == ["func.__self__.data"]


def test_starts_of_children_that_were_not_forked() -> None:
    """The child tells what it took, its parent where it was started."""
    ready = record("ready", 7, seconds=1.5, modules=3, packages=[("numpy", 2)])
    started = record("started", 1, about=7, method="spawn")
    (start,) = read([started, ready]).starts
    assert (start.seconds, start.place, start.packages) == (1.5, PLACE, (("numpy", 2),))
    assert read([{**started, "method": "fork"}, ready]).starts == ()


@pytest.mark.parametrize(
    ("kind", "main", "matters"),
    [("Barrier", "one.wait()", True), ("Barrier", "work()", False), ("Lock", "one.acquire()", False)],
)
def test_what_the_children_of_a_fork_server_share(kind: str, main: str, matters: bool, tmp_path: Path) -> None:
    """It is theirs; the parent has another, which is a fault where it is to meet them there."""
    app = tmp_path / "app.py"
    app.write_text(f"one = {kind}()\ndef work():\n    one.use()\nif __name__ == '__main__':\n    {main}\n")
    sources = record("sources", files={"__main__": str(app)})
    place = (str(app), 3, "work")
    shared = {**stale(app, "one", what=f"multiprocessing.synchronize.{kind}"), "place": place, "siblings": True}
    assert bool(of_kind(facts_of([sources, shared, {**shared, "pid": 3}]), "shared")) is matters
