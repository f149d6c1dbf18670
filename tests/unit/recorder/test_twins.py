"""The script imported by its own name in a child that was given one of its objects; anything less is nothing."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

import pytest

from pickcheck.recorder import classes, twins, work
from pickcheck.recorder.session import session


def loaded(name: str, file: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The file, as a module of this name."""
    module: Any = types.ModuleType(name)
    module.__file__ = file
    exec("class Job: pass\nclass Other: pass\n", module.__dict__)
    monkeypatch.setitem(sys.modules, name, module)
    return module


@pytest.mark.parametrize(
    ("args", "path"),
    [
        ("Job()", "args[0]"),
        ("1, [2, Job()]", "args[1][1]"),
        ("{'a': Job()}", "args[0]['a']"),
        ("job=Job()", "kwargs['job']"),
        ("3, None", None),
        ("Job", None),
    ],
)
def test_what_was_given(args: str, path: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "script.py")
    main = loaded("__main__", file, monkeypatch)
    found: list[Any] = []
    monkeypatch.setattr(
        session.journal, "write", lambda kind, **facts: found.append((kind, facts["path"], facts["module"]))
    )
    process = types.SimpleNamespace()
    process._args, process._kwargs = eval(f"(lambda *args, **kwargs: (args, kwargs))({args})", main.__dict__)
    twins.note(process)
    assert found == [] and not classes.is_loaded_twice()
    loaded("script", file, monkeypatch)
    assert classes.is_loaded_twice()
    twins.note(process)
    assert found == ([("twin", path, "script")] if path else [])


def test_a_file_of_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main = loaded("__main__", str(tmp_path / "script.py"), monkeypatch)
    loaded("other", str(tmp_path / "other.py"), monkeypatch)
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: pytest.fail(kind))
    twins.note(types.SimpleNamespace(_args=(main.Job(),), _kwargs={}))


def test_one_class_under_both_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the script puts its module into ``sys.modules`` itself."""
    file = str(tmp_path / "script.py")
    main = loaded("__main__", file, monkeypatch)
    loaded("script", file, monkeypatch).Job = main.Job
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: pytest.fail(kind))
    twins.note(types.SimpleNamespace(_args=(main.Job(),), _kwargs={}))


@pytest.mark.parametrize(
    ("args", "items", "path"),
    [
        ("(Job(),)", "None", "args[0]"),
        ("()", "[1, Job()]", "item"),
        ("()", "[(1, Job())]", "item[1]"),
        ("()", "[1, 2]", None),
    ],
)
def test_a_task(args: str, items: str, path: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker's tasks carry is looked at once the script is there twice, and until one was found."""
    file = str(tmp_path / "script.py")
    main = loaded("__main__", file, monkeypatch)
    found: list[Any] = []
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: found.append((kind, facts["path"])))
    twice = work.Twice()
    given = eval(args, main.__dict__), {}, eval(items, main.__dict__)
    twice.look(*given)
    assert found == [] and not twice.left
    loaded("script", file, monkeypatch)
    twice.look(*given)
    assert found == ([("twin", path)] if path else []) and twice.left == (0 if path else work.LOOKS - 1)
