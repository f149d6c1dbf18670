"""What pickcheck says of programs whose work is handed out by other libraries, with those libraries themselves.

A folder a case, much as in the corpus. That ``expected.json`` is the truth, ``test_plain`` finds out by running the scripts
under plain Python.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Report, Severity, Target
from pickcheck.recorder import guard, guarded
from pickcheck.recorder.engines import PATCHES
from pickcheck.render.json import as_dict

pytestmark = pytest.mark.skipif(
    not os.environ.get("PICKCHECK_TEST_ENGINES"),
    reason="the engines have an environment of their own: tox run -e engines",
)
HERE = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/bad.py"))
METHODS = multiprocessing.get_all_start_methods()
SCHEMA = json.loads(resources.files("pickcheck.render").joinpath("data/report.schema.json").read_text(encoding="utf-8"))


def expected_of(folder: Path) -> dict:
    """What is expected of a case."""
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def run(path: Path, monkeypatch: pytest.MonkeyPatch, timeout: float) -> Report:
    """Check a script; whatever is said of it, the report is a valid one."""
    monkeypatch.chdir(path.parent)
    report = check(Target(path.name), Options(pythons=(sys.executable,), timeout=timeout, jobs=2))
    jsonschema.validate(as_dict([report]), SCHEMA)
    return report


def shown(report: Report) -> str:
    findings = "\n".join(f"  {f.severity.value} {f.rule} {f.runs} {f.channel} {f.place}: {f.message}" for f in report.findings)  # fmt: skip
    return f"{[(run.method, run.outcome.value, run.reason) for run in report.runs]}\n{findings}"


@pytest.mark.parametrize("name", [name for name in PATCHES if not name.startswith("concurrent.")])
def test_every_row_of_the_table(name: str, tmp_path: Path) -> None:
    """All functions that the table of engines names can be guarded, and what stands there is replaced."""
    module = importlib.import_module(name)
    codes, refused = guarded.prepare(module, PATCHES[name], str(tmp_path))
    assert refused == {} and set(codes) == set(PATCHES[name])
    for qualname in PATCHES[name]:
        assert _marked(codes[qualname]), qualname


def _marked(code: object) -> bool:
    constants = code.co_consts  # type: ignore[attr-defined]
    return any(value == guard.MARKER or (type(value) is guard.CODE and _marked(value)) for value in constants)


# multiprocess has a default start method of its own.
DEFAULT_METHOD = """
import os
_method = os.environ.pop("PLAIN_METHOD", None)
if _method:
    for _name in ("multiprocessing", "multiprocess"):
        try:
            _context = __import__(f"{_name}.context").context
        except ImportError:
            continue
        _context._default_context._default_context = _context._concrete_contexts[_method]
"""


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_plain(folder: Path, method: str, tmp_path: Path) -> None:
    """What plain Python does under a start method that is made the default is the outcome that is expected."""
    expected = expected_of(folder)
    (tmp_path / "sitecustomize.py").write_text(DEFAULT_METHOD, encoding="utf-8")
    environ = {**os.environ, "PLAIN_METHOD": method, "PYTHONPATH": str(tmp_path)}
    for name, outcome in (("bad.py", expected["outcome"][method]), ("good.py", "ok")):
        with subprocess.Popen(
            [sys.executable, name], cwd=folder, env=environ, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            try:
                status = process.wait(expected["timeout"])
                verdict = "fails" if status else "ok"
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                verdict = "hangs"
        assert verdict == outcome, name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outcome under every start method, and one finding: rule, place, channel, and the leaf with its path."""
    expected = expected_of(folder)
    report = run(folder / "bad.py", monkeypatch, expected["timeout"])
    outcomes = {run.method: run.outcome.value for run in report.runs}
    assert outcomes == {method: expected["outcome"][method] for method in outcomes}, shown(report)
    mine = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    found = {(f.rule, f.channel, f.direction, f.place and f.place.path, f.place and f.place.line) for f in mine}
    wanted = ("rule", "channel", "direction", "path", "line")
    assert found == {
        tuple(leaf.get(key, expected.get(key, "bad.py")) for key in wanted) for leaf in expected["leaves"]
    }, shown(report)
    assert {f.leaf and f.leaf.path for f in mine} == {leaf["path_of"] for leaf in expected["leaves"]}, shown(report)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_good(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mended twin ends well everywhere, nothing but notes is said of it, and its crossings are seen."""
    expected = expected_of(folder)
    report = run(folder / "good.py", monkeypatch, expected["timeout"])
    assert {run.outcome.value for run in report.runs} == {"ok"}, shown(report)
    assert not [finding for finding in report.findings if finding.severity is not Severity.NOTE], shown(report)
    for run_ in report.runs:
        seen = {(one.channel, one.direction) for one in run_.crossings if one.place.path == "good.py"}
        # Under fork a process inherits what it starts with.
        assert run_.method == "fork" or (expected["channel"], expected["direction"]) in seen, f"{run_.method}: {seen}"
        assert {one.place.path for one in run_.crossings} <= {"good.py"}, f"{run_.method}: an engine's own lines"


@pytest.mark.parametrize("script", sorted(HERE.glob("false_friends/*.py")), ids=lambda script: script.stem)
def test_false_friends(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What looks like trouble and is none gives no finding."""
    report = run(script, monkeypatch, 60)
    assert {run.outcome.value for run in report.runs} == {"ok"} and not report.findings, shown(report)


@pytest.mark.parametrize("name", ["bad.py", "good.py"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_changes(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the script prints and how it ends is what plain Python makes of it, under the interpreter's default method."""
    expected = expected_of(folder)
    if name == "bad.py" and "hangs" in expected["outcome"].values():
        pytest.skip("it never ends")
    if name == "bad.py" and expected.get("race"):
        pytest.skip("what it, or its library, hears first is a race")
    monkeypatch.chdir(folder)
    plain = subprocess.run([sys.executable, name], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    method = "forkserver" if sys.version_info >= (3, 14) else "fork"
    report = check(Target(name), Options(pythons=(sys.executable,), methods=(method,), timeout=60))
    assert report.runs[0].exit_status == plain.returncode
    assert report.outputs[0].stdout == plain.stdout
    ours, theirs = (_alike(text) for text in (report.outputs[0].stderr, plain.stderr))
    if "distributed" not in expected["requires"]:
        assert ours == theirs
    elif plain.returncode:  # it logs what its threads do, in no order
        assert ours[-1] == theirs[-1]


def _alike(text: str) -> list[str]:
    """The lines, without what differs from one run to the next: addresses, keys, whether a future was done yet."""
    return [
        re.sub(r"0x[0-9a-f]+|[0-9a-f]{32}|(?<=_base.py\", line )\d+", "...", line)
        for line in text.splitlines()
        if line.strip()
    ]
