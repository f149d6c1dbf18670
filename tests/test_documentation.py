"""What the documentation shows is what happens."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pickcheck import examples
from pickcheck.checker import Options, check

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def plain(text: str) -> str:
    """Without what differs from run to run: version, seconds, sizes."""
    text = re.sub(r"CPython [\d.]+ on \w+", "PYTHON", text)
    text = re.sub(r"· [\d.]+ s", "SECONDS", text)
    return re.sub(r" +[\d,]+ k?B ", " SIZE ", text).strip()


def test_readme_shows_a_real_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's output is the command's, on the same script."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    command = [sys.executable, "-m", "pickcheck", "--python", sys.executable, "app.py"]
    result = subprocess.run(command, cwd=ROOT / "docs" / "example", capture_output=True, encoding="utf-8", check=False)
    assert plain(result.stdout) in plain(README)


def test_rules_are_documented() -> None:
    """docs/rules.md is generated and up to date."""
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    assert subprocess.run(command, check=False).returncode == 0, "run: python docs/generate.py"


@pytest.mark.parametrize("target", examples.targets(), ids=lambda target: Path(target.path or "").stem)
def test_examples(target: object) -> None:
    """The article's examples, and each caveat with its mended twin, end as they say."""
    report = check(target, Options(pythons=(sys.executable,), jobs=3))  # type: ignore[arg-type]
    name = Path(report.target.path or "").stem
    caveat = "caveat" in name and "mended" not in name
    for run in report.runs:
        windows = run.method == "windows" or run.python.platform == "win32"
        # The article's own Queue example asks for os.getgid, which Windows has not: no matter of pickling.
        expected = "fails" if (caveat and run.method != "fork") or (windows and "as_in_the_article" in name) else "ok"
        assert run.outcome.value == expected, (run, report.findings)
    rules = {finding.rule for finding in report.findings} - {"decoy-eof"}
    assert rules == {"no-fork-api"} if "as_in_the_article" in name else bool(rules) is caveat
