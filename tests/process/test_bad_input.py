"""What bad input gets: one clear line on standard error and exit status 2 or 3, never a traceback of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FINE = "if __name__ == '__main__':\n    print('fine')\n"


def pickcheck(folder: Path, *words: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder; every path it is given is relative to that."""
    command = [sys.executable, "-m", "pickcheck", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=timeout, check=False)


def write(folder: Path, source: str | bytes, name: str = "script.py") -> str:
    path = folder / name
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return name


OLD = '#!/bin/sh\necho; echo \'{"version": [3, 8, 1], "problem": null}\'\n'
CASES = {
    "no such file": (["nowhere.py"], 3, "nowhere.py: no such file"),
    "a folder": (["folder"], 3, "folder is a folder without a __main__.py"),
    "a syntax error": (["broken.py"], 3, "broken.py: syntax error, line 1"),
    "bytes that are no source": (["binary.py"], 3, "binary.py: "),
    "an unknown method": (["--method", "thread", "fine.py"], 2, "unknown start method 'thread'"),
    "an unknown option": (["--nope", "fine.py"], 2, "--nope"),
    "no target": ([], 2, "TARGET"),
    "an unknown version": (["--python", "3.99", "fine.py"], 3, "no interpreter 3.99"),
    "an unknown interpreter": (["--python", "./nothing", "fine.py"], 3, "no interpreter ./nothing"),
    "an interpreter that is none": (["--python", "./false", "fine.py"], 3, "does not run as a Python interpreter"),
    "an interpreter too old": (["--python", "./old", "fine.py"], 3, "is Python 3.8.1; pickcheck checks 3.10 and newer"),
    "no such module": (["-m", "no.such.module"], 3, "no.such.module: no such module"),
    "an output in no folder": (["-o", "no/where.json", "fine.py"], 2, "no/where.json: cannot be written"),
    "an output that is a folder": (["-o", "folder.json", "fine.py"], 2, "folder.json: cannot be written"),
    "an output of no format": (["-o", "report.xyz", "fine.py"], 2, "report.xyz: the format is the suffix's"),
    "a timeout of nothing": (["--timeout", "0", "fine.py"], 2, "--timeout must be more than 0"),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_line(case: str, tmp_path: Path) -> None:
    """One line that says what to do; nothing on standard output, and the script has not run."""
    if sys.platform == "win32" and case == "an interpreter too old":
        pytest.skip("a shell script stands for an interpreter")
    words, status, text = CASES[case]
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.json").mkdir()
    write(tmp_path, FINE + "open('ran', 'w').close()\n", "fine.py")
    write(tmp_path, "def (:\n", "broken.py")
    write(tmp_path, bytes(range(256)), "binary.py")
    for name, source in (("old", OLD), ("false", "#!/bin/sh\nexit 1\n")):
        write(tmp_path, source, name)
        (tmp_path / name).chmod(0o755)
    result = pickcheck(tmp_path, *words)
    assert (result.returncode, result.stdout) == (status, ""), result.stderr
    assert text in result.stderr and result.stderr.count("\n") == 1
    assert not (tmp_path / "ran").exists()


SCRIPTS = {
    "deletes itself": ("import os\nos.remove(__file__)\n", 0, "ok"),
    "changes folder": ("import os\nos.chdir('/')\n", 0, "ok"),
    "replaces sys.stdout": ("import io, sys\nsys.stdout = sys.stderr = io.StringIO()\nprint('lost')\n", 0, "ok"),
    "closes sys.stdout": ("import sys\nsys.stdout.close()\n", 0, "ok"),
    "closes every descriptor": ("import os\nos.closerange(0, 4096)\n", 0, "ok"),
    "raises SystemExit with a text": ("raise SystemExit('a text')\n", 3, "error"),
    "is killed": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n", 3, "error"),
    "leaves by os._exit": ("import os\nos._exit(0)\n", 0, "ok"),
    "reads stdin": ("import sys\nassert sys.stdin.read() == ''\n", 0, "ok"),
    "clears its environment": (
        "import os, multiprocessing as mp\nos.environ.clear()\n"
        "if __name__ == '__main__':\n    p = mp.Process(target=print)\n    p.start()\n    p.join()\n",
        0,
        "ok",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals and descriptors of POSIX")
@pytest.mark.parametrize("case", SCRIPTS, ids=str)
def test_rude_scripts(case: str, tmp_path: Path) -> None:
    """Whatever the script does to itself, pickcheck reports how it ended."""
    source, status, outcome = SCRIPTS[case]
    for method in ("spawn", "fork"):
        result = pickcheck(tmp_path, "--method", method, write(tmp_path, source))
        assert "Traceback" not in result.stderr + result.stdout
        assert (result.returncode, outcome in result.stdout) == (status, True), result.stdout + result.stderr


def test_gigabyte(tmp_path: Path) -> None:
    """A gigabyte of output is read and mostly let go; both its ends are shown on demand."""
    source = "import sys\nprint('first')\nfor _ in range(1024): sys.stdout.write('x' * (1 << 20))\nprint('last')\n"
    result = pickcheck(tmp_path, "--method", "spawn", "--show-output", write(tmp_path, source), timeout=300)
    assert result.returncode == 0, result.stderr
    assert "first\n" in result.stdout and "xlast\n" in result.stdout and "bytes left out" in result.stdout
    assert len(result.stdout) < 2_000_000


def test_output_is_shown_on_demand(tmp_path: Path) -> None:
    """What the script prints is captured, and shown only with --show-output."""
    script = write(tmp_path, FINE)
    assert "fine" not in pickcheck(tmp_path, "--method", "spawn", script).stdout
    assert "stdout\nfine\n" in pickcheck(tmp_path, "--method", "spawn", "--show-output", script).stdout


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions mean nothing to this user")
def test_output_that_may_not_be_written(tmp_path: Path) -> None:
    """Said before the runs."""
    (tmp_path / "report.json").touch(0o400)
    result = pickcheck(tmp_path, "-o", "report.json", write(tmp_path, FINE))
    assert result.returncode == 2 and "permission denied" in result.stderr


def test_words_of_the_script(tmp_path: Path) -> None:
    """Everything after the script is the script's, options of ours too."""
    source = "import sys\nassert sys.argv == ['script.py', '--method', '-m', 'x', '--'], sys.argv\n"
    result = pickcheck(tmp_path, "--method", "spawn", write(tmp_path, source), "--method", "-m", "x", "--")
    assert result.returncode == 0, result.stdout


def test_module(tmp_path: Path) -> None:
    """``-m`` runs a module as Python does, and everything after it is the module's."""
    (tmp_path / "package").mkdir()
    write(tmp_path / "package", "", "__init__.py")
    write(tmp_path / "package", "import sys\nassert sys.argv[1:] == ['-m', '--x']\nassert __spec__.name\n", "tool.py")
    result = pickcheck(tmp_path, "--method", "spawn", "-m", "package.tool", "-m", "--x")
    assert result.returncode == 0, result.stdout
