"""Our row of docs/comparison.md: every leaf exactly, no false alarm, and as the page has it."""

from __future__ import annotations

import gc
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pickcheck import check

# Files, connections and loops that the objects hold are left to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
ROOT = Path(__file__).resolve().parent.parent.parent
if not (ROOT / "benchmarks" / "peers.py").exists():
    pytest.skip("benchmarks/ is not here", allow_module_level=True)


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules[name] = found  # its classes are pickled by name
    spec.loader.exec_module(found)
    return found


objects, before = module("peer_objects"), sys.path[:]
peers = module("peers")
sys.path[:] = before


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What a case leaves open is gone before the next test."""
    yield
    gc.collect()


@pytest.mark.parametrize("case", objects.BAD, ids=lambda case: case.__name__)
def test_every_leaf_exactly(case: Any) -> None:
    """Each path leads to a leaf, and each leaf has one."""
    obj, leaves = case()
    claims = peers.pickcheck(obj)
    assert {id(part) for part, _ in claims} == {id(leaf) for leaf in leaves}, claims
    assert all(peers.refuses(peers.forking, leaf) for leaf in leaves)


@pytest.mark.parametrize("case", objects.UNLOADABLE, ids=lambda case: case.__name__)
def test_what_does_not_load(case: Any) -> None:
    """It pickles; the path leads to the part that does not load."""
    obj, leaves = case()
    assert not peers.refuses(peers.forking, obj)
    assert [part for part, _ in peers.pickcheck(obj)] == leaves


@pytest.mark.parametrize("case", objects.FINE, ids=lambda case: case.__name__)
def test_no_false_alarm(case: Any) -> None:
    """Nothing is said of what crosses."""
    assert check(case()[0]).findings == ()


def test_the_page() -> None:
    """The page's numbers of ours are these."""
    text = (ROOT / "docs" / "comparison.md").read_text(encoding="utf-8")
    (row,) = [line for line in text.splitlines() if line.startswith("| `pickcheck.check`")]
    leaves = sum(len(case()[1]) for case in objects.BAD) - 2 * (sys.version_info >= (3, 14))  # as of 3.11
    cells = [cell.strip() for cell in row.split("|")][2:7]
    count = len(objects.BAD)
    assert cells == [f"{count} of {count}", f"{leaves} of {leaves}", f"{count} of {count}", "3 of 3", "0"]
