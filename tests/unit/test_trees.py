"""Trees and values are built again where another thread came between."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from pickcheck import trees


def failing(real: Any, times: int) -> Any:
    """The function, which raises SystemError the first few times."""
    left = [times]

    def function(*args: Any) -> Any:
        left[0] -= 1
        if left[0] >= 0:
            raise SystemError("AST constructor recursion depth mismatch (before=42, after=37)")
        return real(*args)

    return function


@pytest.mark.parametrize("times", [0, 1, 4])
def test_another_thread_came_between(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What CPython says of that is no fault of the source's."""
    monkeypatch.setattr(ast, "literal_eval", failing(ast.literal_eval, times))
    assert trees.literal_of("{'a': 1}") == {"a": 1}
    monkeypatch.setattr(ast, "parse", failing(ast.parse, times))
    assert isinstance(trees.tree_of("a = 1").body[0], ast.Assign)


def test_it_never_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it is something else, and is raised."""
    monkeypatch.setattr(ast, "parse", failing(ast.parse, 100))
    with pytest.raises(SystemError):
        trees.tree_of("a = 1")


@pytest.mark.parametrize("text", ["a b", "(", "x = 'é"])
def test_no_source(text: str) -> None:
    """It is said as ever."""
    with pytest.raises(SyntaxError):
        trees.tree_of(text)


def test_a_deep_nest() -> None:
    """It ends no walk; functions inside are not gone into."""
    deep = ast.parse("x = " + "1+" * 1500 + "1\ndef work(): return inner\nclass Job:\n    outer\n")
    names = [node.id for node in trees.own_nodes(deep) if isinstance(node, ast.Name)]
    assert names == ["x", "outer"]
