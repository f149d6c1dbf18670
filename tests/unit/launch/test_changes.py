"""Whether the parent changed a global, told from the source: the line, or that it only differs by running again."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from pickcheck.launch.changes import changes_by_itself, line_of_change


def ask(tmp_path: Path, source: str, path: str = "", what: str = "value", **others: str) -> tuple[str, int] | None:
    """The line at which ``NAME`` of the module ``app`` is changed, with the file's name."""
    files = {}
    for name, text in {"app": source, **others}.items():
        file = tmp_path / f"{name}.py"
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        files[name] = str(file)
    found = line_of_change(files, "app", "NAME", path, what)
    return (Path(found[0]).name, found[1]) if found is not None else None


GUARD = 'if __name__ == "__main__":\n    '


@pytest.mark.parametrize(
    ("source", "path", "line"),
    [
        (f"NAME = 1\n{GUARD}NAME = 2\n", "", 3),
        (f"NAME = load()\n{GUARD}NAME = 2\n", "", 3),
        (f"import x\n{GUARD}for NAME in x.y: pass\n", "", 3),
        ("NAME = None\ndef f():\n    global NAME\n    NAME = 1\n", "", 4),
        (f"NAME = {{}}\n{GUARD}NAME['k'] = 2\n", "['k']", 3),
        ("NAME = {}\ndef f():\n    NAME.update(k=1)\n", "['k']", 3),
        ("NAME = []\ndef f():\n    NAME.append(1)\n", "[0]", 3),
        (f"NAME = load()\n{GUARD}NAME.size = 2\n", ".size", 3),
        (f"class C:\n    def __init__(self):\n        self.size = 1\nNAME = C()\n{GUARD}NAME.size = 2\n", ".size", 6),
        (f"NAME = C()\n{GUARD}setattr(NAME, 'size', 2)\n", ".size", 3),
        (f"if x:\n    NAME = 1\nelse:\n    NAME = 2\n{GUARD}NAME = 3\n", "", 6),
    ],
)
def test_changed(tmp_path: Path, source: str, path: str, line: int) -> None:
    """Bound anew under the guard or in a function; changed in place later than every import does."""
    assert ask(tmp_path, source, path) == ("app.py", line)


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("import time\nNAME = time.time()\n", ""),
        ("import os\nNAME = os.getpid()\ndef f():\n    return NAME\n", ""),
        ("NAME = load()\n", "['at']"),
        ("NAME = {'at': time.time()}\n", "['at']"),
        ("NAME = 1\nNAME = 2\n", ""),
        ("NAME = {}\nNAME['k'] = time.time()\n", "['k']" * 0),
        ("import time\nNAME = None\ndef f():\n    global NAME\n    NAME = time.time()\nf()\n", ""),
        ("import time\nNAME = time.time()\ndef f():\n    global NAME\n    NAME = time.time()\n", ""),
        ("class C:\n    def __init__(self):\n        self.at = time.time()\nNAME = C()\n", ".at"),
        ('if __name__ == "__main__":\n    NAME = 1\nelse:\n    NAME = 2\n', ""),
        ("def f():\n    NAME = 1\n", ""),
        ("NAME = [", ""),
    ],
)
def test_only_made_anew(tmp_path: Path, source: str, path: str) -> None:
    """What differs because the import ran again, or was made so on purpose."""
    assert ask(tmp_path, source, path) is None


def test_changed_from_another_module(tmp_path: Path) -> None:
    """``config.NAME = ...`` elsewhere; not the same attribute of ``self``."""
    assert ask(tmp_path, "NAME = 0\n", main=f"import app\n{GUARD}app.NAME = 1\n") == ("main.py", 3)
    assert ask(tmp_path, "NAME = 0\n", main="class C:\n    def f(self):\n        self.NAME = 1\n") is None


def test_imported_from_where_it_is_made(tmp_path: Path) -> None:
    """``from config import NAME`` and a change in place: the module of its origin tells."""
    found = ask(tmp_path, f"from conf import NAME\n{GUARD}NAME['k'] = 1\n", "['k']", conf="NAME = {}\n")
    assert found == ("app.py", 3)


def test_several_could_have_changed_it(tmp_path: Path) -> None:
    """No line is named where it cannot be told which it was; the fact stays."""
    source = "NAME = 0\ndef f():\n    global NAME\n    NAME = 1\ndef g():\n    global NAME\n    NAME = 2\n"
    assert ask(tmp_path, source) == ("app.py", 0)


def test_a_change_that_the_source_does_not_show(tmp_path: Path) -> None:
    """A dictionary that begins empty and is filled through another name."""
    assert ask(tmp_path, "NAME = {}\ndef f():\n    fill(NAME)\n", "['k']") == ("app.py", 0)
    assert ask(tmp_path, "NAME = {}\ndef f():\n    fill(NAME)\n", "[0]", "unknown") is None


def test_a_key_with_signs_in_it(tmp_path: Path) -> None:
    """A path's first step is cut off where Python would."""
    assert ask(tmp_path, f"NAME = load()\n{GUARD}NAME['a.b]['] = 1\n", "['a.b][']['c']") == ("app.py", 3)


def test_a_method_that_keeps_its_attribute(tmp_path: Path) -> None:
    """``count`` counts for itself; ``get`` only reads."""
    source = "class C:\n    def count(self):\n        self.n += 1\n        return self.n\n    def get(self):\n        return self.n\n"
    (tmp_path / "app.py").write_text(source, encoding="utf-8")
    files = {"app": str(tmp_path / "app.py")}
    assert changes_by_itself(files, "count", ".n") and not changes_by_itself(files, "get", ".n")


def test_no_source() -> None:
    """A file that is gone, and a module that nobody knows."""
    assert line_of_change({"app": "/no/such/file.py"}, "app", "NAME", "", "value") is None
    assert line_of_change({}, "app", "NAME", "", "value") is None
