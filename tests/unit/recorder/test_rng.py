"""Drawing from an inherited random state is told from seeding."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pickcheck.recorder import rng
from pickcheck.recorder.session import session

numpy = pytest.importorskip("numpy")


@pytest.fixture
def drew(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Whether what is done to numpy's global state counts as drawn from the one that was inherited."""
    written: list[str] = []
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: written.append(kind))
    monkeypatch.setattr(session, "random", None)

    def tell(work: Any) -> bool:
        numpy.random.seed(5)
        numpy.random.random(100)
        rng.watch()
        work()
        rng.ended(SimpleNamespace(_target=work))
        found = written == ["drew"]
        assert "trouble" not in written
        written.clear()
        return found

    return tell


@pytest.mark.parametrize("count", [1, 100, 624, 625, 5000, 50_000])
def test_drawn(drew: Any, count: int) -> None:
    """However much was drawn, within bounds."""
    assert drew(lambda: numpy.random.randint(100, size=count))


def test_not_drawn(drew: Any) -> None:
    """Nothing was done; or the child seeded, and then drew."""
    assert not drew(lambda: None)
    assert not drew(lambda: numpy.random.seed(9))
    assert not drew(lambda: (numpy.random.seed(9), numpy.random.random(2000)))
    assert not drew(lambda: numpy.random.default_rng(3).random(10))
