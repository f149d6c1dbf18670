"""The files for CI, and the recipes that the pages show: by their schemas, and by zizmor where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sys.executable).parent
WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"


def tool(name: str) -> str:
    found = shutil.which(name, path=f"{SCRIPTS}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        pytest.skip(f"{name} is not installed (the dependency group lint has it)")
    return found


def recipes(page: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)


def files() -> dict[str, tuple[str, str]]:
    """By a name: the schema that holds it, and its text."""
    whole, step, gitlab, hooks = recipes("ci.md")
    head = whole[: whole.index("      - run: python -m pip")]
    read = lambda path: (ROOT / path).read_text(encoding="utf-8")
    return {
        "ci.yml": ("github-workflows", WORKFLOW.read_text(encoding="utf-8")),
        "action.yml": ("github-actions", read("action.yml")),
        "the recipe for GitHub": ("github-workflows", whole),
        "the action's step": ("github-workflows", head + "".join(f"      {line}\n" for line in step.splitlines())),
        "the recipe for Windows": ("github-workflows", recipes("windows.md")[0]),
        "the recipe for GitLab": ("gitlab-ci", gitlab),
    }


@pytest.mark.parametrize("name", files())
def test_schema(name: str, tmp_path: Path) -> None:
    """The schemas are those that check-jsonschema brings along: nothing is fetched."""
    schema, text = files()[name]
    path = tmp_path / "file.yml"
    path.write_text(text, encoding="utf-8")
    command = [tool("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_hooks(tmp_path: Path) -> None:
    """The hook, and a configuration that uses it, as pre-commit reads them."""
    pre_commit = tool("pre-commit")
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(recipes("ci.md")[3], encoding="utf-8")
    for command in (["validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")], ["validate-config", str(config)]):
        subprocess.run([pre_commit, *command], check=True)


@pytest.mark.parametrize("name", [name for name, (schema, _) in files().items() if schema != "gitlab-ci"])
def test_zizmor(name: str, tmp_path: Path) -> None:
    """Nothing that an attacker could use: pinned actions, least permissions, no input read as code."""
    schema, text = files()[name]
    path = tmp_path / ".github" / "workflows" / "x.yml" if schema == "github-workflows" else tmp_path / "action.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    # The version of pickcheck's own action is its user's to pin.
    path.write_text(text.replace("OWNER/pickcheck@v0.1.0", f"OWNER/pickcheck@{'0' * 40}"), encoding="utf-8")
    command = [tool("zizmor"), "--offline", "--no-progress", "--pedantic", str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_system_and_python_and_one_gate() -> None:
    """The wheel is built once; every action is pinned by its commit; the gate needs all the other jobs."""
    text = WORKFLOW.read_text(encoding="utf-8")
    assert text.count("pip wheel") == 1 and "--installpkg dist/*.whl" in text
    assert re.findall(r"os: \[(.*)\]", text) == ["ubuntu-24.04, windows-2022, macos-14"]
    assert re.findall(r"python: \[(.*)\]", text) == ['"3.10", "3.11", "3.12", "3.13", "3.14"']
    assert all(re.fullmatch(r"\S+@[0-9a-f]{40} # v[\d.]+", used) for used in re.findall(r"uses: (.*)", text))
    jobs = re.findall(r"^  ([a-z]+):$", text.partition("\njobs:\n")[2], re.MULTILINE)
    assert jobs[-1] == "gate" and f"needs: [{', '.join(jobs[:-1])}]" in text
    assert " ".join(["success"] * (len(jobs) - 1)) in text


STEP = re.search(r"      run: \|\n(.*)", (ROOT / "action.yml").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.skipif(sys.platform == "win32", reason="the step is for bash, which runners bring along")
@pytest.mark.parametrize(
    ("paths", "status"),
    [
        ("good.py", 0),
        ("good.py\nbad.py a b\n\n", 1),
        ("nowhere.py", 3),
        ("", 2),
        ("$(touch evil).py", 3),
        ("; touch evil", 3),
    ],
)
def test_the_step_of_the_action(paths: str, status: int, tmp_path: Path) -> None:
    """Run as a runner does: annotations, the summary, one SARIF file, the worst status; and no input is code."""
    assert STEP is not None
    (tmp_path / "good.py").write_text("print('fine')\n", encoding="utf-8")
    main = "import sys\nfrom multiprocessing import Process\nif __name__ == '__main__':\n    assert sys.argv[1:] == ['a', 'b']\n"
    (tmp_path / "bad.py").write_text(f"{main}    Process(target=lambda: 0).start()\n", encoding="utf-8")
    given = {"PYTHON": sys.executable, "PATHS": paths, "METHODS": "fork spawn", "PYTHONS": sys.executable,
             "OPTIONS": "--timeout 20", "SARIF": "out.sarif"}  # fmt: skip
    environment = {**os.environ, **{f"PICKCHECK_{name}": value for name, value in given.items()}}
    environment["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary.md")
    code = "".join(line[8:] for line in STEP[1].splitlines(keepends=True))
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", code]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == status, result.stdout + result.stderr
    assert not (tmp_path / "evil").exists()
    if status < 2:
        assert (tmp_path / "out.sarif").exists() and (tmp_path / "summary.md").read_text(encoding="utf-8")
        assert result.stdout.count("::notice title=pickcheck") == len(paths.split("\n\n")[0].splitlines())
        assert ("::error file=bad.py" in result.stdout) == bool(status)
