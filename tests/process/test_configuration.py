"""[tool.pickcheck], the comments on source lines, and the command line over both."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pickcheck import config
from pickcheck.errors import UsageError
from pickcheck.selection import Selection, comments
from pickcheck.thresholds import Thresholds

SCRIPT = """from multiprocessing import Process

hook = lambda: 1{made}


def work(hook):
    pass


if __name__ == "__main__":
    Process(target=work, args=(hook,)).start(){sent}
"""


def pickcheck(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with this interpreter."""
    command = [sys.executable, "-m", "pickcheck", "--python", sys.executable, *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def write(folder: Path, table: str = "", made: str = "", sent: str = "") -> str:
    (folder / "pyproject.toml").write_text(f"[tool.other]\nx = 1\n{table}", encoding="utf-8")
    (folder / "app.py").write_text(SCRIPT.format(made=made, sent=sent), encoding="utf-8")
    return "app.py"


def load(folder: Path, text: str) -> config.Config:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return config.load(folder)


def test_all_keys(tmp_path: Path) -> None:
    """Each key has its place; rules may be codes; a baseline is beside the file that names it."""
    found = load(
        tmp_path,
        """[tool.pickcheck]
methods = ["spawn", "fork"]
pythons = ["3.11"]
timeout = 5
jobs = 2
select = ["PK101", "local_func"]
ignore = ["lock-in-graph"]
baseline = "known.json"
fail-on = "warning"
[tool.pickcheck.per-file-ignores]
"tests/*" = ["PK101"]
[tool.pickcheck.thresholds]
task-bytes = 5_000
start-seconds = 2
map-tasks = 50
item-seconds = 0.5
copied-bytes = 7_000
""",
    )
    assert found.defaults == {
        "methods": ("spawn", "fork"), "pythons": ("3.11",), "timeout": 5.0, "jobs": 2, "fail_on": "warning",
        "baseline": str(tmp_path / "known.json"),
    }  # fmt: skip
    assert found.thresholds == Thresholds(5000, 2.0, 50, 0.5, 7000) and config.Config().thresholds == Thresholds(
        1_000_000, 1.0
    )
    per_file = {"tests/*": ("lambda-arg",)}
    assert found.selection == Selection(("lambda-arg", "local-func"), ("lock-in-graph",), per_file, ".")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("metods = []", "unknown key 'metods'; did you mean methods?"),
        ("zzz = 1", "unknown key 'zzz'"),
        ("thresholds = 7", "thresholds must be a table of numbers"),
        ("thresholds.task-byte = 7", "unknown key 'thresholds.task-byte'; did you mean thresholds.task-bytes?"),
        ("thresholds.task-bytes = 0", "thresholds.task-bytes must be a whole number, at least 1"),
        ("thresholds.start-seconds = '1'", "thresholds.start-seconds must be a number of seconds, more than 0"),
        ("methods = 'spawn'", "methods must be a list of strings"),
        ("methods = ['thread']", "unknown start method 'thread'"),
        ("timeout = 0", "timeout must be a number of seconds, more than 0"),
        ("timeout = true", "timeout must be"),
        ("timeout = nan", "timeout must be"),
        ("jobs = 1.5", "jobs must be a whole number"),
        ("ignore = ['lamda-arg']", "no rule 'lamda-arg'; did you mean lambda-arg?"),
        ("select = [1]", "select must be a list of strings"),
        ("per-file-ignores = []", "per-file-ignores must be a table"),
        ("per-file-ignores = {'a' = ['x-y-z']}", "no rule 'x-y-z'"),
        ("baseline = ''", "baseline must be a string"),
        ("fail-on = 'never'", "fail-on must be error, warning or note"),
    ],
)
def test_wrong_values(table: str, said: str, tmp_path: Path) -> None:
    """One line names the file and the key."""
    with pytest.raises(UsageError) as caught:
        load(tmp_path, f"[tool.pickcheck]\n{table}\n")
    assert said in caught.value.message and caught.value.message.startswith(f"{tmp_path / 'pyproject.toml'}: ")


def test_wrong_files(tmp_path: Path) -> None:
    """A broken file is said to be; a table that is none, too; a folder of that name is passed over."""
    for text, said in (("[tool", "no TOML"), ("[tool]\npickcheck = 1", "is no table")):
        with pytest.raises(UsageError, match=said):
            load(tmp_path, text)
    (tmp_path / "pyproject.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="no TOML"):
        config.load(tmp_path)
    result = pickcheck(tmp_path, "app.py")
    assert result.returncode == 2 and result.stderr.count("\n") == 1 and not result.stdout
    assert "Usage" in help_of(tmp_path)


def help_of(folder: Path) -> str:
    command = [sys.executable, "-m", "pickcheck", "--help"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False).stdout


def test_found_upwards(tmp_path: Path) -> None:
    """The nearest file with a table of ours holds; one without is passed over."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.pickcheck]\njobs = 3\n")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    found = config.load(inner)
    assert found.source == tmp_path / "pyproject.toml" and found.defaults == {"jobs": 3}
    assert found.selection.prefix == "a/b"


def test_methods_and_the_command_line_over_them(tmp_path: Path) -> None:
    """Configured methods are run; named ones are run instead."""
    script = write(tmp_path, '[tool.pickcheck]\nmethods = ["spawn"]\n')
    assert '"method": "spawn"' in pickcheck(tmp_path, "--format", "json", script).stdout
    result = pickcheck(tmp_path, "--method", "fork", script)
    assert result.returncode == (3 if sys.platform == "win32" else 0)  # there it has no such start method


def test_ignored(tmp_path: Path) -> None:
    """An ignored rule does not fail, and it is said that something was left out; the run's outcome stays what it is."""
    script = write(tmp_path, '[tool.pickcheck]\nignore = ["PK101"]\n')
    result = pickcheck(tmp_path, script)
    assert result.returncode == 0 and result.stderr == "1 finding left out, as asked\n"
    assert "fails" in result.stdout and "PK101" not in result.stdout
    assert pickcheck(tmp_path, "--ignore", "local-func", script).returncode == 1
    assert pickcheck(tmp_path, "--select", "local-func", script).returncode == 0


def test_per_file(tmp_path: Path) -> None:
    """Patterns start from the configuration's folder, wherever pickcheck is run."""
    inner = tmp_path / "scripts"
    inner.mkdir()
    write(inner)
    (inner / "pyproject.toml").unlink()
    (tmp_path / "pyproject.toml").write_text('[tool.pickcheck.per-file-ignores]\n"scripts/*" = ["lambda-arg"]\n')
    assert pickcheck(inner, "--method", "spawn", "app.py").returncode == 0
    assert pickcheck(tmp_path, "--method", "spawn", "scripts/app.py").returncode == 0
    (tmp_path / "pyproject.toml").write_text('[tool.pickcheck.per-file-ignores]\n"other/*" = ["lambda-arg"]\n')
    assert pickcheck(inner, "--method", "spawn", "app.py").returncode == 1


@pytest.mark.parametrize("where", ["made", "sent"])
@pytest.mark.parametrize("comment", ["ignore", "ignore[lambda-arg]", "ignore[local-func, PK101]"])
def test_comments(where: str, comment: str, tmp_path: Path) -> None:
    """On the line that sends or on the one that defines; the rule is named, or all are meant."""
    script = write(tmp_path, **{where: f"  # pickcheck: {comment}"})
    result = pickcheck(tmp_path, script)
    # Under windows a note about the child's own error stands at the line that sends.
    both = (where, comment) == ("sent", "ignore")
    silenced = "2 findings silenced" if both else "1 finding silenced"
    assert result.returncode == 0 and f"{silenced} by comments\n" in result.stderr
    assert ("is not needed here" in result.stderr) is ("local-func" in comment)


def test_needless_comments(tmp_path: Path) -> None:
    """One that silences nothing is reported, but not when only some start methods were run; an unknown rule always is."""
    script = write(tmp_path, made="  # pickcheck: ignore[local-func]", sent="  # pickcheck: ignore[lamda-arg]")
    result = pickcheck(tmp_path, script)
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "app.py:3: pickcheck: ignore[local-func] is not needed here",
        "app.py:11: pickcheck: ignore[lamda-arg] names no rule; did you mean lambda-arg?",
    ]
    assert pickcheck(tmp_path, "--method", "fork", script).stderr.splitlines() == [result.stderr.splitlines()[1]]


def test_only_comments_are_comments(tmp_path: Path) -> None:
    """The same words in a string silence nothing; a file that is no Python has none."""
    path = tmp_path / "x.py"
    path.write_text("a = '# pickcheck: ignore'\nb = 1  # noqa  # pickcheck:ignore[ x , y ]\n")
    assert comments(path) == {2: ("x", "y")}
    for data in (b"\x00pickcheck", b"def (:  # pickcheck: ignore\n'''", b"\xff # pickcheck: ignore"):
        path.write_bytes(data)
        assert comments(path) in ({}, {1: ("",)})
    assert comments(tmp_path / "nowhere.py") == {}


HEAVY = """from multiprocessing import Pool


class Model:
    def __init__(self):
        self.data = bytes(40_000)

    def run(self, n):
        return n


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(Model().run, range(4), chunksize=1))
"""


@pytest.mark.parametrize(("limit", "found"), [(20_000, True), (90_000, False)])
def test_thresholds(limit: int, found: bool, tmp_path: Path) -> None:
    """A task of 40 kB is worth a note where that was asked for."""
    write(tmp_path, f"[tool.pickcheck.thresholds]\ntask-bytes = {limit}\n")
    (tmp_path / "app.py").write_text(HEAVY, encoding="utf-8")
    method = "windows" if sys.platform == "win32" else "spawn"
    result = pickcheck(tmp_path, "--method", method, "app.py")
    assert ("4 tasks of 40." in result.stdout and "self-per-task" in result.stdout) == found
