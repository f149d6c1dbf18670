"""Guards: the function stays what it was, and its tracebacks too."""

from __future__ import annotations

import importlib
import re
import sys
import traceback
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from pickcheck.recorder import guard, guarded
from pickcheck.recorder.engines import PATCHES as ENGINES
from pickcheck.recorder.guard import Hook
from pickcheck.recorder.patches import PATCHES

# The rows of other libraries' are looked at where these are (tests/engines).
TABLE = {**PATCHES, **{name: rows for name, rows in ENGINES.items() if name.startswith("concurrent.")}}
SOURCE = '''
def plain(x):
    """A docstring."""
    if x > 1:
        return [1 //
                (x - 2)][0]
    try:
        return 1 // x
    except ZeroDivisionError:
        return "caught"


class Owner:
    __secret = 5

    @classmethod
    def method(cls, x):
        text = """
at the left margin
"""
        def inner():
            return x
        return inner(), cls.__secret, super().__init__

    @property
    def size(self):
        return 3


def loop(items):
    for item in items:
        items.append(item)
        break
    print(item)
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module with functions to guard, from a file of its own."""
    (tmp_path / "guarded.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    sys.modules.pop("guarded", None)
    return importlib.import_module("guarded")


def everything(log: list[Any]) -> Hook:
    def leave(token: Any, value: Any, x: Any) -> Any:
        log.append(("leave", token, value))
        return value

    return Hook(
        "x", enter=lambda x: log.append("enter") or "token", leave=leave,
        error=lambda token, x: log.append(("error", token, sys.exc_info()[0])),
        caught=lambda token, x: log.append(("caught", sys.exc_info()[0])),
    )  # fmt: skip


def failing(module: ModuleType) -> str:
    try:
        module.plain(2)
    except ZeroDivisionError:
        return traceback.format_exc()
    raise AssertionError


def test_events(module: ModuleType, tmp_path: Path) -> None:
    """Each event is called where it should be, with the token and the parameters."""
    log: list[Any] = []
    assert guard.install(module, {"plain": everything(log)}, str(tmp_path)) == {}
    assert module.plain(1) == 1 and log == ["enter", ("leave", "token", 1)]
    log.clear()
    assert module.plain(0) == "caught"
    assert log == ["enter", ("caught", ZeroDivisionError), ("leave", "token", "caught")]
    log.clear()
    failing(module)
    assert log == ["enter", ("error", "token", ZeroDivisionError)]


def test_nothing_tells_the_difference(module: ModuleType, tmp_path: Path) -> None:
    """Same object, name, document string, first line, same traceback to the letter; again from the cache."""
    before = failing(module)
    function, line = module.plain, module.plain.__code__.co_firstlineno
    for _ in range(2):
        guard.install(module, {"plain": everything([])}, str(tmp_path))
        assert module.plain is function and function.__doc__ == "A docstring."
        assert (function.__code__.co_firstlineno, function.__code__.co_name) == (line, "plain")
        assert failing(module) == before


def test_methods(module: ModuleType, tmp_path: Path) -> None:
    """Class methods, properties, private names, inner functions, ``super`` and strings at the left margin."""
    log: list[Any] = []
    hooks = {
        "Owner.method": everything(log),
        "Owner.size": Hook("self", leave=lambda token, value, owner: log.append(value) or value),
    }
    assert guard.install(module, hooks, str(tmp_path)) == {}
    assert module.Owner.method(4)[:2] == (4, 5) and module.Owner().size == 3
    assert [entry[0] for entry in log[:2]] == ["e", "leave"] and log[2] == 3


def test_inline(module: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A statement replaced by others, in which HOOK is the hook."""
    hook = Hook(inline={"items.append(item)": "HOOK.kept.append(item)"}, uses={"kept": []})
    assert guard.install(module, {"loop": hook}, str(tmp_path)) == {}
    items = [1, 2]
    module.loop(items)
    assert (items, hook.kept, capsys.readouterr().out) == ([1, 2], [1], "1\n")


def test_inline_in_an_inner_function(module: ModuleType, tmp_path: Path) -> None:
    """The hook is also where a statement of an inner function is replaced."""
    hook = Hook(inline={"return x": "return HOOK.double(x)"}, uses={"double": lambda x: 2 * x})
    assert guard.install(module, {"Owner.method": hook}, str(tmp_path)) == {}
    assert module.Owner.method(4)[0] == 8


def test_refused(module: ModuleType, tmp_path: Path) -> None:
    """What is not there, or has no source, stays as it is, and is said."""
    hooks = {"nothing": Hook(), "Owner.nothing": Hook(), "__name__": Hook()}
    assert set(guard.install(module, hooks, str(tmp_path))) == set(hooks)
    Path(str(module.__file__)).unlink()
    assert "FileNotFoundError" in guard.install(module, {"plain": Hook()}, str(tmp_path))["plain"]


@pytest.mark.parametrize("name", [name for name in TABLE if "win32" not in name or sys.platform == "win32"])
def test_every_row_of_the_table(name: str, tmp_path: Path) -> None:
    """All functions that the table names can be guarded on this interpreter, with the statements it replaces."""
    if sys.platform == "win32" and ("fork" in name or "posix" in name):
        pytest.skip(f"{name} is not on this platform")
    module = importlib.import_module(name)
    codes, refused = guarded.prepare(module, TABLE[name], str(tmp_path))
    assert refused == {} and set(codes) == set(TABLE[name])
    for qualname, hook in TABLE[name].items():
        assert guard.MARKER in codes[qualname].co_consts, qualname
        for text in hook.inline.values():  # each is there, and not only the first
            assert set(re.findall(r"HOOK\.(\w+)", text)) <= _names(codes[qualname]), qualname


def test_a_function_that_something_else_put_there_is_guarded_itself(module: ModuleType, tmp_path: Path) -> None:
    """What was made ahead is of the library's own function; a tool may have put its own in the place meanwhile."""
    log: list[Any] = []
    made = guarded.prepare(module, {"plain": everything(log)}, str(tmp_path))
    (tmp_path / "tool.py").write_text("\n\ndef plain(x):\n    return 'the tool'\n")
    tool = importlib.import_module("tool")
    module.plain = tool.plain
    assert guard.install(module, {"plain": everything(log)}, str(tmp_path), made) == {}
    assert module.plain(1) == "the tool" and log == ["enter", ("leave", "token", "the tool")]
    sys.modules.pop("tool")


def _names(code: CodeType) -> set[str]:
    """The attributes that it asks for; those of a hook that are put in once and for all are constants with a marker."""
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    fixed = {
        value.split()[-1] for value in code.co_consts if isinstance(value, str) and value.startswith(f"{guard.MARKER} ")
    }
    return set(code.co_names).union(fixed, *map(_names, inner))
