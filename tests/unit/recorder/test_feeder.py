"""A queue's buffer: whose each item is, told by run lengths beside it."""

from __future__ import annotations

import random
from collections import Counter
from multiprocessing.reduction import ForkingPickler
from typing import Any

import pytest

from pickcheck.recorder import dropped, feeder, guard
from pickcheck.recorder.buffers import Buffer, Line, Run
from pickcheck.recorder.guard import Hook
from pickcheck.recorder.later import Later
from pickcheck.recorder.session import session
from pickcheck.recorder.traffic import Total


def bytes_of(item: Any) -> Any:
    return item


def measured_bytes(item: Any) -> Any:
    return item


class Queue:
    """What ``put`` and ``_feed`` do with a buffer, one item at a time."""

    def __init__(self, lines: int) -> None:
        self.buffer = Buffer(None, ForkingPickler)
        self.lines = [
            Line(Total("queue", "to child", ("x.py", n, "f")), bytes_of, measured_bytes if n % 2 else None)
            for n in range(lines)
        ]
        self.last: Line | None = None
        self.run: Run = feeder.enter_feed(self.buffer)

    def put(self, number: int) -> None:
        if self.lines[number] is not self.last:
            self.last = self.lines[number]
            self.buffer.begin(self.last)
        self.buffer.run.put += 1
        self.buffer.add(number)

    def take(self) -> tuple[Any, Line]:
        item = self.buffer.popleft()
        if self.run.taken < self.run.due:
            self.run.taken += 1
            self.dumps = self.run.dumps
        else:
            self.run, self.dumps = feeder.turn(self.buffer, self.run)
        return item, self.run.line

    def end(self) -> dict[int, int]:
        feeder.leave_feed(self.run, None, self.buffer)
        return {n: line.total.count for n, line in enumerate(self.lines) if line.total.count}


@pytest.fixture(autouse=True)
def _no_trouble(monkeypatch: pytest.MonkeyPatch) -> Any:
    troubles: list[Any] = []
    monkeypatch.setattr(session, "trouble", lambda *facts: troubles.append(facts))
    yield
    assert troubles == []
    assert not session.traffic.running


@pytest.mark.parametrize("seed", range(20))
def test_every_item_is_its_own_lines(seed: int) -> None:
    """Whatever comes between: many lines, an empty buffer, an item that somebody else appends."""
    chance = random.Random(seed)
    queue, put = Queue(5), Counter[int]()
    for _ in range(300):
        for _ in range(chance.choice([0, 1, 1, 2, 40])):
            number = chance.choice([0, 1, 2, 3, 4])
            for _ in range(chance.choice([1, 1, 3, 100])):
                queue.put(number)
                put[number] += 1
        if chance.random() < 0.1:
            queue.buffer.append("foreign")
            queue.last = None
        for _ in range(chance.randrange(len(queue.buffer) + 1)):
            item, line = queue.take()
            assert line is (queue.buffer.nobody if item == "foreign" else queue.lines[item])
    while queue.buffer:
        item, line = queue.take()
        assert line is (queue.buffer.nobody if item == "foreign" else queue.lines[item])
    assert queue.end() == put


def test_what_fails_is_not_counted() -> None:
    queue = Queue(2)
    for number in (1, 1, 1):
        queue.put(number)
    for _ in range(3):
        item, _line = queue.take()
        dropped.failed(queue.run, None, None, item)
    assert queue.end() == {}


def test_totals_are_told_while_a_run_goes_on() -> None:
    queue = Queue(1)
    for _ in range(10):
        queue.put(0)
        queue.take()
    session.traffic.flush()
    assert queue.lines[0].total.count == 10
    assert queue.end() == {0: 10}


def test_a_buffer_that_is_cleared_begins_anew() -> None:
    queue = Queue(2)
    for number in (0, 0, 0, 1):
        queue.put(number)
    assert queue.take() == (0, queue.lines[0])
    queue.buffer.clear()
    assert queue.buffer.code is None  # so put() asks for its line
    queue.buffer.begin(queue.lines[1])
    queue.last = queue.lines[1]
    queue.put(1)
    assert queue.take() == (1, queue.lines[1])
    assert queue.end() == {0: 1, 1: 1}


def test_an_item_that_is_slipped_in_does_not_stop_the_feeder() -> None:
    queue = Queue(2)
    queue.buffer.extendleft(["a", "b"])
    assert queue.take() == ("b", queue.buffer.nobody)
    queue.put(1)
    assert queue.take() == ("a", queue.lines[1])  # whose it is cannot be told
    assert queue.take()[0] == 1
    queue.end()


def test_only_a_sample_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of the first, then every so many, also where each run is short."""
    monkeypatch.setattr(feeder, "MEASURED", 10)
    queue, measured = Queue(2), []
    for number in range(200):
        queue.put(number % 2)
        _item, line = queue.take()
        if queue.dumps is measured_bytes:
            measured.append(number // 2)
            line.total.measured += 1
    assert measured == [*range(10), 10, 26, 42, 58, 74, 90]
    assert queue.end() == {0: 100, 1: 100}


def test_who_looks_at_the_buffer_sees_a_deque() -> None:
    buffer = Buffer(None, ForkingPickler)
    buffer.append(1)
    assert (repr(buffer), len(buffer), list(buffer)) == ("deque([1])", 1, [1])


def test_a_function_that_is_not_guarded_has_its_own_code() -> None:
    assert guard.unguarded(bytes_of) is bytes_of.__code__  # type: ignore[arg-type]


def test_without_the_feeder_every_message_is_pickled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """No descriptor was left to import it with: the thread goes on as if it were not watched."""
    monkeypatch.setattr(session, "trouble", lambda *_facts: None)
    hook = Hook(enter=Later("no_such_module").enter_feed)
    token = hook.enter([])
    for _ in range(3):
        assert token.taken < token.due
        token.taken += 1
        assert bytes(token.dumps(1)) == bytes(ForkingPickler.dumps(1))
