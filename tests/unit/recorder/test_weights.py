"""The way to what makes a task heavy, without pickling it again."""

from __future__ import annotations

import functools
from typing import Any

import pytest

from pickcheck.recorder import weights
from pickcheck.recorder.crossings import Crossing
from pickcheck.recorder.session import session

DATA = b"x" * 3_000_000


class Model:
    def __init__(self, data: Any) -> None:
        self.name, self.parts = "model", {"data": data, "small": [1]}

    def run(self, number: int) -> int:
        return number


class Dropped(Model):
    def __getstate__(self) -> dict[str, Any]:
        return {}


@pytest.fixture
def heavy(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The path and the bytes that are recorded for a task."""
    written: list[dict[str, Any]] = []
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: written.append(facts))
    monkeypatch.setattr(weights, "_seen", set())

    def tell(task: Any, size: int = 3_000_000) -> Any:
        weights._seen.clear()
        written.clear()
        weights.look(task, Crossing("pool", "to child", ("app.py", 1, "f"), []), size)
        return (written[0]["path"], written[0]["bytes"]) if written else None

    return tell


def test_ways(heavy: Any) -> None:
    """Through a bound method, a partial, attributes, keys and items."""
    assert heavy((0, 0, Model(DATA).run, (1,), {})) == ("obj[2].__self__.parts['data']", len(DATA))
    assert heavy((0, 0, functools.partial(Model.run, DATA), (1,), {})) == ("obj[2].args[0]", len(DATA))
    assert heavy((0, 0, len, ([DATA, 1],), {})) == ("obj[3][0][0]", len(DATA))


def test_nothing_certain(heavy: Any) -> None:
    """A class that says itself what is pickled; many small things; a size that does not fit."""
    assert heavy((0, 0, Dropped(DATA).run, (1,), {})) is None
    assert heavy((0, 0, Model(DATA).run, (1,), {}), size=100_000_000) is None
    path, _bytes = heavy((0, 0, len, ([b"x" * 1000] * 5000 + [b"y%d" % n * 1000 for n in range(1000)],), {}))
    assert path == "obj[3][0]"


def test_once_a_place_and_cycles(heavy: Any) -> None:
    """A list in itself ends."""
    loop: list[Any] = [DATA]
    loop.append(loop)
    assert heavy((0, 0, len, (loop,), {})) == ("obj[3][0][0]", len(DATA))
