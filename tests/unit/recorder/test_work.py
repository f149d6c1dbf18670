"""The sums of a worker's work: by call, and only of so many calls at a time."""

from __future__ import annotations

import pytest

from pickcheck.recorder import work
from pickcheck.recorder.work import CALLS, FIRST, pool_task_done


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    records: list[dict[str, object]] = []
    monkeypatch.setattr(work, "_works", {})
    monkeypatch.setattr(work.session.journal, "write", lambda kind, **facts: records.append({"kind": kind, **facts}))
    return records


def test_a_call_with_many_tasks(written: list[dict[str, object]]) -> None:
    """Told at the 64th task, at the 128th, and so on."""
    for _ in range(2 * FIRST):
        pool_task_done(7, len, ((),), 0.0)
    assert [(record["call"], record["tasks"]) for record in written] == [(7, FIRST), (7, 2 * FIRST)]


def test_a_worker_that_lives_long(written: list[dict[str, object]]) -> None:
    """A call for each task, as with ``apply_async``: nothing is told, and what is kept does not grow."""
    for job in range(10 * CALLS):
        pool_task_done(job, len, ((),), 0.0)
    assert not written and set(work._works) == set(range(9 * CALLS, 10 * CALLS))
