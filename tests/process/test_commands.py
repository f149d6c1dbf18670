"""show, diff, explain, completion, --baseline: words in, text and exit status out."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pickcheck.catalogue import entries
from pickcheck.model import Finding, Leaf, Outcome, Place, Python, Report, RuleInfo, Run, Severity, Target

PYTHON = Python("3.11.7", "cpython", "linux", "python3")


def pickcheck(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    import os

    command = [sys.executable, "-m", "pickcheck", *words]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False, env=env)


def finding(line: int, path: str = "args[0].lock", runs: tuple[int, ...] = (1,), **facts: object) -> Finding:
    leaf = Leaf(path, (), "_thread.lock", "<lock>", None, None, None)
    made = Finding("PK108", "lock-in-graph", Severity.ERROR, runs, f"{path} is a lock", "leave it out", "docs/rules.md",
                   "process", "to child", Place("app.py", line, "<module>", "p.start()"), leaf)  # fmt: skip
    return dataclasses.replace(made, **facts)  # type: ignore[arg-type]


def report(*findings: Finding, methods: tuple[str, ...] = ("fork", "spawn")) -> Report:
    runs = tuple(
        Run(method, False, Outcome.OK if method == "fork" else Outcome.FAILS, 0, 0.1, PYTHON, "ended")
        for method in methods
    )
    rules = (RuleInfo("PK108", "lock-in-graph", "a lock", "docs/rules.md"),)
    return Report("0.1.0", Target("app.py"), runs, findings, rules if findings else ())


def save(folder: Path, name: str, *reports: Report) -> str:
    (folder / name).write_text(reports[0].render("json"))
    return name


def test_show(tmp_path: Path) -> None:
    """A saved report again, in any format and into files; the status is the report's."""
    save(tmp_path, "bad.json", report(finding(17)))
    save(tmp_path, "good.json", report())
    shown = pickcheck(tmp_path, "show", "bad.json")
    assert shown.returncode == 1 and "PK108 lock-in-graph" in shown.stdout and not shown.stderr
    assert pickcheck(tmp_path, "show", "good.json").returncode == 0
    again = pickcheck(
        tmp_path, "show", "bad.json", "--format", "json", "-o", "a.sarif", "-o", "a.html", "-o", "a.xml", "-o", "a.md"
    )
    assert json.loads(again.stdout) == json.loads((tmp_path / "bad.json").read_text())
    assert all((tmp_path / f"a.{suffix}").stat().st_size > 200 for suffix in ("sarif", "html", "xml", "md"))


def test_show_several(tmp_path: Path) -> None:
    """As one report on several targets; the worst status; the first that cannot be read is named."""
    save(tmp_path, "bad.json", report(finding(17)))
    save(tmp_path, "good.json", report())
    both = pickcheck(tmp_path, "show", "good.json", "bad.json", "--format", "json")
    assert both.returncode == 1 and len(json.loads(both.stdout)["reports"]) == 2
    (tmp_path / "both.json").write_text(both.stdout)
    assert pickcheck(tmp_path, "show", "both.json", "good.json", "--format", "github").stdout.count("::notice") == 3
    result = pickcheck(tmp_path, "show", "good.json", "nowhere.json")
    assert result.returncode == 3 and result.stderr == "pickcheck: nowhere.json: no such file\n"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["show", "nowhere.json"], 3, "nowhere.json: no such file"),
        (["show", "cut.json"], 3, "cut.json: cut off in the middle"),
        (["show", "foreign.json"], 3, "foreign.json: not a report of pickcheck"),
        (["show", "."], 3, ".: cannot be read"),
        (["show"], 2, "REPORT"),
        (["show", "good.json", "-o", "no/where.html"], 2, "no/where.html: cannot be written"),
        (["show", "good.json", "--format", "pdf"], 2, "pdf"),
        (["show", "good.json", "--baseline", "cut.json"], 3, "cut.json: cut off"),
        (["diff", "good.json"], 2, "NEW"),
        (["diff", "good.json", "nowhere.json"], 3, "nowhere.json: no such file"),
        (["explain", "lambda-rag"], 2, "no rule 'lambda-rag'; did you mean lambda-arg?"),
        (["explain", "PK1011"], 2, "did you mean PK1"),
        (["explain", "zzzzzz"], 2, "no rule 'zzzzzz'"),
        (["completion", "tcsh"], 2, "tcsh"),
    ],
)
def test_one_line(words: list[str], status: int, said: str, tmp_path: Path) -> None:
    """Bad input gets one clear line on standard error and nothing on standard output."""
    save(tmp_path, "good.json", report())
    (tmp_path / "cut.json").write_text((tmp_path / "good.json").read_text()[:200])
    (tmp_path / "foreign.json").write_text('{"$schema": "x", "version": "2.1.0", "runs": []}')
    result = pickcheck(tmp_path, *words)
    assert (result.returncode, result.stdout) == (status, ""), result.stdout + result.stderr
    assert said in result.stderr and result.stderr.count("\n") == 1


def test_large_file(tmp_path: Path) -> None:
    """200 MB of anything are refused by their size."""
    with open(tmp_path / "large.json", "wb") as file:
        file.truncate(200_000_000)
    result = pickcheck(tmp_path, "show", "large.json")
    assert result.returncode == 3 and "larger than any report" in result.stderr and result.stderr.count("\n") == 1


def test_diff(tmp_path: Path) -> None:
    """Line numbers do not matter; what is new, mended and unchanged is told apart, and only new errors fail."""
    save(tmp_path, "old.json", report(finding(17), finding(20, "args[1]")))
    save(tmp_path, "new.json", report(finding(27), finding(31, "kwargs['x']")))
    result = pickcheck(tmp_path, "diff", "old.json", "new.json")
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        "new:", "  app.py:31: PK108 lock-in-graph, spawn: kwargs['x'] is a lock", "",
        "mended:", "  app.py:20: PK108 lock-in-graph, spawn: args[1] is a lock", "",
        "unchanged:", "  app.py:27: PK108 lock-in-graph, spawn: args[0].lock is a lock", "",
        "1 new, 1 mended, 1 unchanged",
    ]  # fmt: skip
    assert pickcheck(tmp_path, "diff", "old.json", "old.json").returncode == 0


def test_worse_is_new(tmp_path: Path) -> None:
    """A known fault that was handled and no longer is, or that shows where it did not, is new; one not run again is not mended."""
    save(tmp_path, "handled.json", report(finding(17, severity=Severity.WARNING)))
    save(tmp_path, "error.json", report(finding(17)))
    save(tmp_path, "fork.json", report(finding(17, runs=(0, 1))))
    save(tmp_path, "fork-only.json", report(methods=("fork",)))
    assert "was a warning" in pickcheck(tmp_path, "diff", "handled.json", "error.json").stdout
    assert "did not show under fork on 3.11" in pickcheck(tmp_path, "diff", "error.json", "fork.json").stdout
    result = pickcheck(tmp_path, "diff", "error.json", "fork-only.json")
    assert "not checked again:" in result.stdout and result.returncode == 0


def test_baseline(tmp_path: Path) -> None:
    """With a baseline, known errors do not fail; new ones do."""
    save(tmp_path, "known.json", report(finding(17)))
    save(tmp_path, "more.json", report(finding(18), finding(19, "args[1]")))
    known = pickcheck(tmp_path, "show", "known.json", "--baseline", "known.json")
    assert known.returncode == 0 and known.stderr == "beside known.json: 0 new, 0 mended, 1 unchanged\n"
    assert pickcheck(tmp_path, "show", "more.json", "--baseline", "known.json").returncode == 1


def test_no_values(tmp_path: Path) -> None:
    """--no-values goes for every format and file."""
    save(tmp_path, "r.json", report(finding(17)))
    result = pickcheck(tmp_path, "show", "r.json", "--no-values", "--format", "json", "-o", "r.html")
    assert "<lock>" not in result.stdout and "&lt;lock&gt;" not in (tmp_path / "r.html").read_text()


def test_github(tmp_path: Path) -> None:
    """Annotations go to standard output, the summary to the file that the runner names."""
    save(tmp_path, "r.json", report(finding(17)))
    result = pickcheck(tmp_path, "show", "r.json", "--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path / "summary"))
    assert result.stdout.startswith("::error file=app.py,line=17,title=PK108")
    assert "## pickcheck: `app.py`" in (tmp_path / "summary").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("format", ["terminal", "markdown", "html"])
def test_encodings(encoding: str, format: str, tmp_path: Path) -> None:
    """A pipe of any encoding: the text report keeps to it, what machines read is UTF-8."""
    save(tmp_path, "r.json", report(finding(17, message="é ✓ 漢")))
    command = [sys.executable, "-m", "pickcheck", "show", "r.json", "--format", format]
    import os

    env = {**os.environ, "PYTHONIOENCODING": encoding}
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False, env=env)
    assert result.returncode == 1 and result.stderr == b""
    assert result.stdout.decode(encoding if format == "terminal" else "utf-8")


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.slug)
def test_explain(entry: object) -> None:
    """Each rule, by code and slug: its reason, and examples with verdicts where the corpus has them."""
    from pickcheck.commands.explain import explained

    text = explained(entry, 80)  # type: ignore[arg-type]
    example = entry.example  # type: ignore[attr-defined]
    assert text.startswith(f"{entry.code} {entry.slug}: ")  # type: ignore[attr-defined]
    assert ("Fails:" in text and "Mended:" in text and "plain Python: fork ok" in text) or example is None


def test_explain_command(tmp_path: Path) -> None:
    """By code, by slug, or all."""
    by_code, by_slug = (pickcheck(tmp_path, "explain", word).stdout for word in ("pk101", "lambda_arg"))
    assert by_code == by_slug and "pickcheck: fork ok, spawn fails, forkserver fails" in by_code
    every = pickcheck(tmp_path, "explain")
    assert len(every.stdout.splitlines()) == len(entries()) and every.returncode == 0


def test_script_called_like_a_command(tmp_path: Path) -> None:
    """A file of a command's name is the script."""
    (tmp_path / "show").write_text("print('fine')\n")
    result = pickcheck(tmp_path, "--method", "spawn", "--python", sys.executable, "show")
    assert result.returncode == 0 and "nothing found" in result.stdout, result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, tmp_path: Path) -> None:
    """The script names the command."""
    assert "_PICKCHECK_COMPLETE" in pickcheck(tmp_path, "completion", shell).stdout


def test_what_is_completed(tmp_path: Path) -> None:
    """Asked by such a script, pickcheck completes commands, options and rules."""

    def complete(*words: str) -> str:
        asked = {
            "COMP_WORDS": " ".join(["pickcheck", *words]),
            "COMP_CWORD": str(len(words)),
            "_PICKCHECK_COMPLETE": "bash_complete",
        }
        return pickcheck(tmp_path, **asked).stdout

    assert "plain,show" in complete("sh") and "plain,examples" in complete("ex")
    assert "plain,--method" in complete("--me") and "plain,--baseline" in complete("show", "--ba")
    assert "plain,lambda-arg" in complete("explain", "lam")
    assert "plain,spawn" not in complete("s") and "plain,spawn" in complete("--method", "s")
