"""``pickcheck lint``: which reports, in which formats, with which options, and the exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from reading import lint

from pickcheck.checker import Options
from pickcheck.commands import GROUP, run
from pickcheck.commands.running import finish
from pickcheck.commands.showing import Shown
from pickcheck.model import Report, Target
from pickcheck.render import RENDERERS, renderer
from pickcheck.render.saved import load

BAD = """import multiprocessing as mp
if __name__ == "__main__":
    mp.Process(target=lambda: 1).start()
"""
WARNS = "import multiprocessing as mp\np = mp.Process(target=print)\np.start()\np.kill()\n"
GOOD = "import multiprocessing as mp\nif __name__ == '__main__':\n    mp.Process(target=print).start()\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a bad and a good file, in which the command is run."""
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    (tmp_path / "good.py").write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def called(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = run(["lint", *words])
    said = capfd.readouterr()
    return status, said.out, said.err


def test_one_file_is_one_report(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """No runs, the findings with the start methods that they would show under; status 1."""
    status, out, _ = called(capfd, "bad.py", "--format", "json")
    report = json.loads(out)
    assert status == 1 and report["runs"] == [] and report["target"]["path"] == "bad.py"
    finding = report["findings"][0]
    assert (finding["rule"], finding["runs"], finding["place"]["line"]) == ("lambda-arg", [], 3)
    assert finding["related"]["methods"] == ["spawn", "forkserver", "windows"]


def test_a_folder_is_several_reports(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """One for each file that was read, also for those without findings."""
    status, out, _ = called(capfd, ".", "--format", "json")
    assert status == 1
    assert [report["target"]["path"] for report in json.loads(out)["reports"]] == ["bad.py", "good.py"]


def test_nothing_found(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Status 0, and a line that says so."""
    status, out, err = called(capfd, "good.py")
    assert (status, err) == (0, "") and "nothing found; read, not run" in out


def test_what_cannot_be_read(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A line each; the others are read; 3 where no errors are found, else 1."""
    (folder / "broken.py").write_text("def f(:\n", encoding="utf-8")
    status, out, err = called(capfd, "good.py", "broken.py", "missing.py")
    assert status == 3 and "nothing found" in out
    lines = err.splitlines()
    assert len(lines) == 2 and lines[0].startswith("pickcheck: broken.py: cannot be read: syntax error in line 1")
    assert lines[1] == "pickcheck: missing.py: cannot be read: no such file or directory"
    assert called(capfd, "bad.py", "broken.py")[0] == 1
    assert called(capfd, "broken.py")[:2] == (3, "")


@pytest.mark.parametrize("option", [("--timeout", "3"), ("--python", "3.14"), ("-j", "2"), ("--show-output",), ("-m",)])
def test_options_of_runs_are_refused(
    folder: Path, capfd: pytest.CaptureFixture[str], option: tuple[str, ...]
) -> None:  # fmt: skip
    """In one line that says why."""
    status, out, err = called(capfd, *option, "bad.py")
    assert (status, out) == (2, "") and "means nothing to pickcheck lint, which runs nothing" in err


def test_methods(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Only what would show under one of these; on the command line, or in the configuration."""
    assert called(capfd, "--method", "fork", "bad.py")[0] == 0
    assert called(capfd, "--method", "fork", "--method", "spawn", "bad.py")[0] == 1
    (folder / "pyproject.toml").write_text(
        '[tool.pickcheck]\nmethods = ["fork"]\ntimeout = 5\njobs = 2\n', encoding="utf-8"
    )
    assert called(capfd, "bad.py")[0] == 0
    assert called(capfd, "--method", "nonsense", "bad.py")[0] == 2


def test_selection(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Rules selected and ignored, by file too, and comments on the line."""
    assert called(capfd, "--ignore", "lambda-arg", "bad.py")[0] == 0
    assert called(capfd, "--select", "local-func", "bad.py")[0] == 0
    (folder / "pyproject.toml").write_text(
        '[tool.pickcheck.per-file-ignores]\n"bad.py" = ["PK101"]\n', encoding="utf-8"
    )
    assert called(capfd, ".")[0] == 0
    (folder / "pyproject.toml").unlink()
    (folder / "bad.py").write_text(
        BAD.replace(".start()", ".start()  # pickcheck: ignore[lambda-arg]"), encoding="utf-8"
    )
    status, _, err = called(capfd, "bad.py")
    assert status == 0 and "1 finding silenced by comments" in err
    (folder / "good.py").write_text(GOOD.replace("\n", "  # pickcheck: ignore[lambda-arg]\n"), encoding="utf-8")
    assert "not needed" not in called(capfd, "good.py")[2], "it may be needed by runs"


def test_warnings(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """They do not fail, unless that is asked for."""
    (folder / "warns.py").write_text(WARNS, encoding="utf-8")
    assert called(capfd, "warns.py")[0] == 0
    assert called(capfd, "--fail-on", "warning", "warns.py")[0] == 1


def test_baseline(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What was known does not fail; what is gone counts as mended."""
    assert called(capfd, ".", "-o", "known.json")[0] == 1
    status, _, err = called(capfd, ".", "--baseline", "known.json")
    assert status == 0 and "0 new, 0 mended, 1 unchanged" in err
    (folder / "bad.py").write_text("\n" + GOOD, encoding="utf-8")
    assert "0 new, 1 mended, 0 unchanged" in called(capfd, ".", "--baseline", "known.json")[2]


def test_values_are_left_out(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """--no-values goes for reprs, as of a run."""
    _, out, _ = called(capfd, "--no-values", "--format", "json", "bad.py")
    assert json.loads(out)["findings"][0]["leaf"]["repr"] == "<builtins.function>"


@pytest.mark.parametrize("format", RENDERERS)
def test_every_format(folder: Path, format: str) -> None:
    """Each names the finding, its line and its start methods; what is saved renders alike once more."""
    report = lint("bad.py")
    text = renderer(format)([report])
    assert "PK101" in text and "lambda" in text
    if format != "junit":
        assert "forkserver" in text
    again = load(renderer("json")([report]))
    assert renderer(format)(again) == text
    assert renderer(format)([lint("good.py"), report])


def test_junit_counts(folder: Path) -> None:
    """A file is a test case, and fails with errors."""
    text = renderer("junit")([lint("bad.py"), lint("good.py")])
    assert text.count("<testcase") == 2 and text.count("<failure") == 1


def test_a_script_that_is_called_lint(folder: Path) -> None:
    """As with other commands a file of that name wins, and is run."""
    (folder / "lint").write_text("print('run, not read')\n", encoding="utf-8")
    words = [sys.executable, "-m", "pickcheck", "--method", "spawn", "--python", sys.executable, "lint"]
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"}
    )
    assert done.returncode == 0 and "nothing found in 1 run" in done.stdout


def test_help_and_completion() -> None:
    """The help names no option that is refused, and says which files are read."""
    text = CliRunner().invoke(GROUP, ["lint", "--help"]).output
    assert "--method" in text and "--timeout" not in text and "virtual environments" in " ".join(text.split())


def test_an_interrupted_check_is_no_reading(capsys: pytest.CaptureFixture[str]) -> None:
    """A target of which no run was begun is not reported on: a report without runs is that of a source."""
    shown = Shown("terminal", (), "error")
    begun = Report("0.1.0", Target("app.py"), (), (), ())
    assert finish([begun], Options(), shown, outputs=False, interrupted=True) == 130
    assert capsys.readouterr().out == ""
