"""What is on record of a run that goes on."""

from __future__ import annotations

from pathlib import Path

from pickcheck.launch.live import Journals


def record(folder: Path, pid: int, /, **facts: object) -> None:
    with (folder / f"{pid}-1.journal").open("a", encoding="utf-8") as file:
        if file.tell() == 0:
            file.write(repr({"kind": "process", "version": 1, "pid": pid, "ppid": 1}) + "\n")
        if facts:
            file.write(repr(facts) + "\n")


def test_nothing_is_on_record(tmp_path: Path) -> None:
    """A run in which nothing went wrong gives no reason to look at it."""
    seen = Journals(tmp_path)
    record(tmp_path, 10, kind="started", pid=11, name="Process-1", method="fork", again=False)
    record(tmp_path, 11, kind="child")
    seen.read()
    assert not seen.fault({10, 11}) and seen.size > 0
    record(tmp_path, 11, kind="end")
    seen.read()
    assert not seen.fault({10})


def test_faults(tmp_path: Path) -> None:
    """A child that vanished, an undelivered failure, a death, a queue that is being joined."""
    seen = Journals(tmp_path)
    record(tmp_path, 10, kind="started", pid=11, name="Process-1", method="fork", again=False)
    seen.read()
    assert seen.fault({10}) and not seen.fault({10, 11})
    record(tmp_path, 10, kind="joining")
    seen.read()
    assert seen.fault({10, 11})
    record(tmp_path, 10, kind="joined")
    record(tmp_path, 10, kind="failure", delivered=True)
    seen.read()
    assert not seen.fault({10, 11})
    record(tmp_path, 10, kind="failure", delivered=False)
    seen.read()
    assert seen.fault({10, 11})


def test_a_cut_line_is_read_when_it_is_whole(tmp_path: Path) -> None:
    """Processes write while we read."""
    seen = Journals(tmp_path)
    record(tmp_path, 10)
    with (tmp_path / "10-1.journal").open("a", encoding="utf-8") as file:
        file.write("{'kind': 'failure', 'deliv")
        file.flush()
        seen.read()
        assert not seen.fault({10})
        file.write("ered': False}\nno record\n{'kind': 'unheard of'}\n")
    seen.read()
    assert seen.fault({10})


def test_who_answers(tmp_path: Path) -> None:
    """A process that said so, and those that were forked from it, the forkserver's children among them."""
    seen = Journals(tmp_path)
    record(tmp_path, 10, kind="answers", possible=True)
    record(tmp_path, 10, kind="started", pid=11, name="Process-1", method="fork", again=False)
    record(tmp_path, 12, kind="answers", possible=False)
    seen.read()
    assert [seen.answers(pid) for pid in (10, 11, 12, 99)] == [True, True, False, False]


def test_another_program_does_not_answer(tmp_path: Path) -> None:
    """A forked process that runs Python anew, and one that was started anew: neither handles the signal yet."""
    seen = Journals(tmp_path)
    record(tmp_path, 10, kind="answers", possible=True)
    record(tmp_path, 10, kind="started", pid=11, name="Process-1", method="fork", again=False)
    for pid, forked in ((12, True), (13, False)):
        head = {"kind": "process", "version": 1, "pid": pid, "ppid": 10, "forked": forked}
        (tmp_path / f"{pid}-1.journal").write_text(f"{head!r}\n", encoding="utf-8")
    seen.read()
    assert [seen.answers(pid) for pid in (10, 11, 12, 13)] == [True, True, True, False]
    record(tmp_path, 11, kind="started_python")
    seen.read()
    assert not seen.answers(11)


def test_respawned(tmp_path: Path) -> None:
    """Workers started in the place of others that died before they worked."""
    seen = Journals(tmp_path)
    for pid in range(20, 25):
        record(tmp_path, 10, kind="started", pid=pid, name=f"W-{pid}", method="spawn", again=pid > 21)
        record(tmp_path, pid, kind="uncaught", stage="starting" if pid != 24 else None)
    seen.read()
    assert seen.respawned == 2


def test_stacks_are_no_progress(tmp_path: Path) -> None:
    """A process that tells its stacks does nothing by that."""
    seen = Journals(tmp_path)
    record(tmp_path, 10)
    seen.read()
    before = seen.size
    record(tmp_path, 10, kind="stacks", threads=[[("a.py", 1, "f")]])
    seen.read()
    assert seen.size == before and seen.told == {10: [[("a.py", 1, "f")]]}
