"""Which files are scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pickcheck.batch.scripts import is_script, targets_of
from pickcheck.errors import TargetError

SCRIPTS = {
    "a main guard": "def main(): ...\nif __name__ == '__main__':\n    main()\n",
    "a guard the other way round": "if '__main__' == __name__:\n    pass\n",
    "no guard": "from multiprocessing import Process\np = Process(target=print)\np.start()\n",
    "a loop": "for number in range(3):\n    print(number)\n",
    "within a try": "try:\n    import fast\nexcept ImportError:\n    print('slow')\n",
    "within a branch": "import sys\nif sys.argv:\n    print()\n",
    "an end": "raise SystemExit\n",
    "what does not parse": "def (:\n",
    "zeros": "\0\0",
}
MODULES = {
    "nothing": "",
    "a text": '"""A module."""\n',
    "definitions": "import os\nX: int = 1\nX += 1\nclass C: pass\nasync def f(): print()\n",
    "imports that may fail": "try:\n    import fast\nexcept ImportError:\n    fast = None\n",
    "for type checkers": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import os\nelse:\n    os = None\n",
    "part of a package": "from . import other\nif __name__ == '__main__':\n    other.main()\n",
}


@pytest.mark.parametrize("case", [*SCRIPTS, *MODULES])
def test_is_script(case: str, tmp_path: Path) -> None:
    """What does something when it is run; what cannot be judged is one."""
    (tmp_path / "file.py").write_text({**SCRIPTS, **MODULES}[case])
    assert is_script(tmp_path / "file.py") is (case in SCRIPTS)


def test_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files in the order given, a folder's by name; each once; what is no script or lies in no folder of the user's is left."""
    monkeypatch.chdir(tmp_path)
    left = ("jobs/setup.py", "jobs/conftest.py", "jobs/.hidden/x.py", "jobs/__pycache__/x.py", "jobs/venv/lib/x.py")
    for name in ("z.py", "jobs/b.py", "jobs/a.py", "jobs/deep/c.py", "jobs/run.txt", *left):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("print()\n")
    (tmp_path / "jobs" / "module.py").write_text("X = 1\n")
    (tmp_path / "jobs" / "venv" / "pyvenv.cfg").touch()
    found = [Path(target.path or "").as_posix() for target in targets_of(["z.py", "jobs", "jobs/a.py", "nowhere.py"])]
    assert found == ["z.py", "jobs/a.py", "jobs/b.py", "jobs/deep/c.py", "nowhere.py"]
    assert [target.path for target in targets_of(["jobs/module.py"])] == ["jobs/module.py"]


def test_a_folder_without_scripts(tmp_path: Path) -> None:
    """Nothing to check is no success."""
    with pytest.raises(TargetError, match="no scripts in this folder"):
        targets_of([str(tmp_path)])
