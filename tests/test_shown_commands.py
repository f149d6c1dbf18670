"""Every command that the README and the pages show is one that there is, and one that some test runs."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pickcheck.commands import COMMANDS, command

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# Commands in blocks that docs/outputs.py does not run, and the test that does.
RUN = {
    ("README.md", "python -m pip install . && pickcheck examples"): "test_the_examples_of_the_readme",
    ("README.md", "python -m pip install tox && tox"): "these tests themselves, by tox",
    ("README.md", "cd docs/example && pickcheck app.py"): "test_documentation.py::test_readme_shows_a_real_run",
    ("commands.md", "pickcheck batch jobs/ tools/import.py -j 4 -o report.html"): "test_the_batch_of_the_commands",
    ("commands.md", 'pip install "dask[distributed]"'): "the environment of cluster/test_cluster.py",
    ("commands.md", "pickcheck batch jobs/ --executor dask://scheduler.example:8786"): "cluster/test_cluster.py",
    ("commands.md", "pickcheck lint src/ tools/import.py"): "test_lint_of_the_commands",
    ("commands.md", "pickcheck completion bash >> ~/.bashrc"): "test_completion_is_installed",
}
_NO_COMMANDS = ("architecture.md", "rules.md")


def outputs() -> re.Pattern[str]:
    spec = importlib.util.spec_from_file_location("docs_outputs", ROOT / "docs" / "outputs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: re.Pattern[str] = module._PART
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_is_run(page: Path) -> None:
    """By docs/outputs.py, whose outputs test_pages.py compares, or by a test that is named here."""
    text = page.read_text(encoding="utf-8")
    shown = [line for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    part = outputs()
    ran = [line for match in part.finditer(text) for line in (match["commands"] or "").splitlines()]
    by_outputs = ran if "<!-- in " in text else []
    left = [line.removeprefix("$ ") for line in shown if line not in by_outputs]
    assert [line for line in left if (page.name, line) not in RUN] == []
    if page.name not in _NO_COMMANDS:
        shells = re.findall(r"```(?:sh|bash|shell|powershell)\n(.*?)```", text, re.DOTALL)
        assert all(written(line) for block in shells for line in block.splitlines() if line.strip())


def written(line: str) -> list[str]:
    """The words after ``pickcheck``, parsed as click would; the line is no command of pickcheck's where there are none."""
    words = shlex.split(line)
    start = words.index("pickcheck") + 1
    rest = [word for word in words[start:] if word not in ("&&", "|")]
    rest = rest[: next((n for n, word in enumerate(rest) if word.startswith(">")), len(rest))]
    named = COMMANDS.get(rest[0]) if rest else None
    chosen: click.Command = named or command
    context = click.Context(chosen, resilient_parsing=True)
    chosen.make_parser(context).parse_args(rest[1:] if named else list(rest))
    return rest


def mentioned() -> list[tuple[str, str]]:
    """Commands within the text, and in the recipes for CI."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        plain = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
        found += [(page.name, one) for one in re.findall(r"`((?:python -m )?pickcheck [^`]+)`", plain)]
        recipes = "".join(re.findall(r"```yaml\n.*?```", text, flags=re.DOTALL))
        found += [(page.name, one) for one in re.findall(r"(?:run: |- )((?:python -m )?pickcheck [^\n]+)", recipes)]
        found += [(page.name, one) for one in re.findall(r"^\$ (pickcheck [^\n]+)", text, re.MULTILINE)]
    return found


@pytest.mark.parametrize("line", sorted({line for _, line in mentioned()}))
def test_is_a_command(line: str) -> None:
    """It and its options are there."""
    assert written(line.replace("…", "x"))


@pytest.mark.parametrize("name", ["README.md", "commands.md"])
def test_usage(name: str) -> None:
    """The list of commands is complete, and the same in both places but for the words after it."""
    (page,) = [page for page in PAGES if page.name == name]
    text = page.read_text(encoding="utf-8")
    listed = {
        words[0] for words in re.findall(r"^pickcheck (\w+)(?: .*)?$", text, re.MULTILINE) for words in [words.split()]
    }
    assert listed >= {*COMMANDS, "examples"}


def pickcheck(folder: Path, line: str, **variables: str) -> subprocess.CompletedProcess[str]:
    scripts = os.path.dirname(sys.executable)
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}",
        "VIRTUAL_ENV": sys.prefix,
    }
    command = ["bash", "-c", line]
    return subprocess.run(
        command, cwd=folder, env={**environment, **variables}, capture_output=True, encoding="utf-8", check=False
    )  # fmt: skip


posix = pytest.mark.skipif(sys.platform == "win32", reason="the commands are for a POSIX shell")


@posix
def test_the_examples_of_the_readme(tmp_path: Path) -> None:
    """They are found, run and reported from any folder; the caveat fails."""
    result = pickcheck(tmp_path, "pickcheck examples", PYTHONIOENCODING="utf-8")
    assert result.returncode == 1 and "errors in" in result.stdout and not result.stderr, result.stderr


@posix
def test_completion_is_installed(tmp_path: Path) -> None:
    """What is appended is bash code that completes."""
    (line,) = [line for name, line in RUN if name == "commands.md" and "completion" in line]
    assert pickcheck(tmp_path, line, HOME=str(tmp_path)).returncode == 0
    check = "source ~/.bashrc && complete -p pickcheck"
    result = pickcheck(tmp_path, check, HOME=str(tmp_path))
    assert result.returncode == 0 and "pickcheck" in result.stdout, result.stderr


def test_the_batch_of_the_commands(tmp_path: Path) -> None:
    """It runs as it stands, on a folder and a file of such names."""
    (line,) = [line for name, line in RUN if name == "commands.md" and "report.html" in line]
    for script in ("jobs/one.py", "tools/import.py"):
        (tmp_path / script).parent.mkdir()
        (tmp_path / script).write_text("print('fine')\n", encoding="utf-8")
    assert pickcheck(tmp_path, line).returncode == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "jobs/one.py" in page and "tools/import.py" in page


def test_lint_of_the_commands(tmp_path: Path) -> None:
    """It runs as it stands, on a folder and a file of such names."""
    (line,) = [line for name, line in RUN if name == "commands.md" and "lint" in line]
    for script in ("src/one.py", "tools/import.py"):
        (tmp_path / script).parent.mkdir()
        (tmp_path / script).write_text("print('fine')\n", encoding="utf-8")
    assert pickcheck(tmp_path, line).returncode == 0


def test_the_python_of_the_readme(tmp_path: Path) -> None:
    """It runs as it stands, with a job and a script to check."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (tmp_path / "app.py").write_text("print('fine')\n", encoding="utf-8")
    (tmp_path / "use.py").write_text(f"job = [lambda: 0]\n{code}print(report.exit_status)\n", encoding="utf-8")
    command = [sys.executable, "use.py"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "VIRTUAL_ENV": sys.prefix}
    result = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
    )  # fmt: skip
    assert result.stdout.endswith("\n0\n") and "obj[0]" in result.stdout and not result.stderr, result.stderr
