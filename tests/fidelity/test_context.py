"""A script sees the same of itself under the recorder as without it, in every process, but for what is listed here."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from pickcheck.model import Target

from .running import METHODS, plain, recorded

DUMP = Path(__file__).with_name("dump_context.py")
ROLES = {"parent", "child", "grandchild", "after"}
Facts = dict[str, Any]
Same = Callable[..., tuple[dict[str, Facts], dict[str, Facts]]]

# What the recorder may add to a list that the script can see: patterns, and why.
ADDED: dict[str, tuple[tuple[str, ...], str]] = {
    "first modules": (
        ("_pickcheck", "_pickcheck.*", "atexit"),
        "the recorder; a module in C of the standard library",
    ),
    "modules": (
        ("_pickcheck", "_pickcheck.*", "atexit", "_ast"),
        "the same; _ast where a global that a child reads differs from its parent's (here: FIRST_MODULES)",
    ),
    "sys.meta_path": (
        ("_pickcheck.recorder.start._Finder",),
        "guards the watched modules when they are imported",
    ),
    "a program's environment": (
        ("PICKCHECK_RUN=*", "PYTHONPATH=*"),
        "how the recorder gets into children: hidden from os.environ, but programs inherit it",
    ),
}
# Numbers that may be higher by one.
ONE_MORE = {"atexit": "writes the last totals at the interpreter's end"}

VARIABLES = {
    "development mode": {"PYTHONDEVMODE": "1"},
    "warnings are errors": {"PYTHONWARNINGS": "error"},
    "optimized": {"PYTHONOPTIMIZE": "2"},
    "safe path": {"PYTHONSAFEPATH": "1", "PYTHONNOUSERSITE": "1"},
    "utf-8 mode, unbuffered, no bytecode": {
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONSTARTUP": "/nonexistent",
    },
    "empty PYTHONPATH": {"PYTHONPATH": ""},
    "no locale": {"LC_ALL": "C", "LANG": "C"},
}


@pytest.fixture
def same(tmp_path: Path, python: str, monkeypatch: pytest.MonkeyPatch) -> Same:
    """Runs a target plain and recorded, asserts that all they saw is the same, and gives both."""
    folder = tmp_path / "dumps"
    folder.mkdir()
    monkeypatch.setenv("DUMP_TO", str(folder))

    def compare(target: Target, method: str, executable: str = python) -> tuple[dict[str, Facts], dict[str, Facts]]:
        without_us, before = plain(target, executable, DUMP_METHOD=method), take(folder)
        with_us, after = recorded(target, executable, method), take(folder)
        assert with_us == without_us
        assert before.keys() == after.keys() == ROLES
        assert {role: differences(before[role], after[role]) for role in ROLES} == dict.fromkeys(ROLES, {})
        return before, after

    return compare


def take(folder: Path) -> dict[str, Facts]:
    """The dumps in a folder by role, which are removed."""
    found = {}
    for path in folder.iterdir():
        found[path.stem] = json.loads(path.read_text(encoding="utf-8"))
        path.unlink()
    return found


def differences(before: Facts, after: Facts) -> dict[str, tuple[Any, Any]]:
    """What differs and is not on a list above: plain, recorded."""
    found = {}
    for key in before.keys() | after.keys():
        one, other = before.get(key), after.get(key)
        if key in ADDED:
            one, other = without(one, ADDED[key][0]), without(other, ADDED[key][0])
        if key in ONE_MORE and after[key] - before[key] in (0, 1):
            continue
        if one != other:
            found[key] = (one, other)
    return found


def without(values: Any, patterns: tuple[str, ...]) -> list[str]:
    """The values that match none of the patterns."""
    return [value for value in values if not any(fnmatch(value, pattern) for pattern in patterns)]


@pytest.mark.parametrize("method", METHODS)
def test_a_script(same: Same, method: str) -> None:
    """As the user types it, with arguments."""
    before, after = same(Target(str(DUMP), args=("one", "--two", "dr\u00fc")), method)
    assert {role: facts["start method again"] for role, facts in after.items()} == dict.fromkeys(before, method)


def test_an_entry_of_the_lists_is_not_idle(same: Same) -> None:
    """Everything the lists allow is really seen in some process: they are as short as the truth allows."""
    before, after = same(Target(str(DUMP)), "spawn")
    for key, (patterns, _why) in ADDED.items():
        extra = {value for role in ROLES for value in after[role][key] if value not in before[role][key]}
        idle = [pattern for pattern in patterns if not any(fnmatch(value, pattern) for value in extra)]
        assert idle == [], key
    assert all(after["parent"][key] == before["parent"][key] + 1 for key in ONE_MORE)


@pytest.mark.parametrize("method", METHODS)
def test_a_relative_script_in_another_folder(
    same: Same, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own folder is on sys.path, the working directory is not."""
    (tmp_path / "inner folder").mkdir()
    shutil.copy(DUMP, tmp_path / "inner folder" / "app.py")
    monkeypatch.chdir(tmp_path)
    same(Target("inner folder/app.py"), method)


@pytest.mark.parametrize("method", METHODS)
def test_a_module(same: Same, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """-m MODULE, found in the working directory."""
    shutil.copy(DUMP, tmp_path / "app.py")
    monkeypatch.chdir(tmp_path)
    same(Target(None, "app", ("one",)), method)


@pytest.mark.parametrize("method", METHODS)
def test_a_module_of_a_package(same: Same, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """-m PACKAGE.MODULE, found by the user's own PYTHONPATH."""
    (tmp_path / "somewhere" / "app").mkdir(parents=True)
    (tmp_path / "somewhere" / "app" / "__init__.py").touch()
    shutil.copy(DUMP, tmp_path / "somewhere" / "app" / "tool.py")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "somewhere"))
    same(Target(None, "app.tool"), method)


FOLDER = pytest.param(Target("app"), id="folder")


@pytest.mark.parametrize("target", [pytest.param(Target(None, "app"), id="package"), FOLDER])
def test_a_main_module(same: Same, target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package or a folder with a __main__: multiprocessing loads none in children, so only fork works."""
    (tmp_path / "app").mkdir()
    shutil.copy(DUMP, tmp_path / "app" / "__main__.py")
    monkeypatch.chdir(tmp_path)
    same(target, "fork")


@pytest.mark.parametrize("method", METHODS)
def test_a_pickcheck_of_the_users_own(same: Same, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The script's name is the package's: no mix-up."""
    shutil.copy(DUMP, tmp_path / "pickcheck.py")
    monkeypatch.chdir(tmp_path)
    same(Target("pickcheck.py"), method)


def test_a_script_about_the_resource_tracker(same: Same, tmp_path: Path) -> None:
    """A name that looks like a process of multiprocessing's own."""
    shutil.copy(DUMP, tmp_path / "resource_tracker.py")
    same(Target(str(tmp_path / "resource_tracker.py")), "spawn")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("variables", VARIABLES.values(), ids=VARIABLES)
def test_variables_of_the_interpreter(
    same: Same, method: str, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's own variables, set by the user."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    same(Target(str(DUMP)), method)


@pytest.mark.parametrize("method", METHODS)
def test_a_virtual_environment(same: Same, method: str, tmp_path: Path, python: str) -> None:
    """The interpreter of a venv in which pickcheck is not installed."""
    subprocess.run([python, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    before, _after = same(Target(str(DUMP)), method, str(tmp_path / "venv" / "bin" / "python"))
    assert before["child"]["sys.prefix"][1] == str(tmp_path / "venv")


SITE = """
import json, os, sys
seen = [__name__, __file__, sys.path, os.environ.get("PYTHONPATH"), sorted(vars()), __spec__.origin]
if "script" not in sys.orig_argv:  # not when pickcheck looks at the interpreter, before the run
    with open(os.environ["SITE_LOG"], "a", encoding="utf-8") as file:
        file.write(json.dumps([sys.orig_argv[1][:12], seen]) + chr(10))
"""


@pytest.mark.parametrize("name", ["sitecustomize", "usercustomize"])
@pytest.mark.parametrize("method", METHODS)
def test_a_sitecustomize_of_the_users_own(
    same: Same, method: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs as often as without us, and sees the same."""
    log = tmp_path / "log"
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / f"{name}.py").write_text(SITE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    monkeypatch.setenv("SITE_LOG", str(log))
    before, _after = same(Target(str(DUMP)), method)
    if name not in before["parent"]["modules"]:
        pytest.skip(f"this interpreter runs no {name}: a virtual environment has no user site")
    lines = log.read_text(encoding="utf-8").splitlines()
    half = len(lines) // 2
    assert sorted(lines[:half]) == sorted(lines[half:])


@pytest.mark.parametrize("method", METHODS)
def test_a_sitecustomize_that_fails(same: Same, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's own words about it, and no others."""
    (tmp_path / "sitecustomize.py").write_text("import no_such_module_at_all\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    same(Target(str(DUMP)), method)
