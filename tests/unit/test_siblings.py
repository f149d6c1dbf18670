"""Whether what lies beside the way to a leaf is fine."""

from __future__ import annotations

from typing import Any

import pytest

from pickcheck.launch.leaves import leaf_of
from pickcheck.pickling.probe import find_leaves
from pickcheck.siblings import siblings_of


def fine(obj: object, name: str = "obj") -> list[dict[str, bool]]:
    leaves = [leaf_of(facts) for facts in find_leaves(obj, name=name).leaves]
    found: list[dict[str, Any]] = siblings_of(leaves[0], leaves)
    return [{part["step"]: part["fine"] for part in one["parts"]} for one in found]


def test_another_leaf_is_not_fine() -> None:
    """Nor is what leads to one."""
    bad = lambda: 0
    other = lambda: 1
    assert fine([bad, 1, [2, other], "x"]) == [{"[1]": True, "[2]": False, "[3]": True}]


def test_a_second_way_to_the_leaf_is_not_fine() -> None:
    bad = lambda: 0
    assert fine({"a": bad, "ab": 1, "b": [bad]}) == [{"['ab']": True, "['b']": False}]


def test_names_that_begin_alike() -> None:
    """The way to ``.locks`` is not that to ``.lock``."""
    job = type("Job", (), {})()
    job.__dict__.update(lock=lambda: 0, locks=[])
    facts = find_leaves([job.__dict__, 1]).leaves
    leaves = [leaf_of(one) for one in facts]
    assert siblings_of(leaves[0], leaves)[1]["parts"] == [{"step": "['locks']", "type": "builtins.list", "fine": True}]


@pytest.mark.parametrize("root", ["args", "iterable", "initargs"])
def test_beside_an_argument_lies_another(root: str) -> None:
    """``args[0]`` is the root that the user wrote."""
    assert fine((lambda: 0, 1), root) == [{f"{root}[1]": True}]
