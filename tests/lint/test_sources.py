"""Sources of every kind are read, or refused in one line; none brings lint down, and none is waited for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from reading import findings, lint

from pickcheck.errors import TargetError
from pickcheck.lint import files_of, read

FAULT = b"from multiprocessing import Pool\nif __name__ == '__main__':\n    with Pool(2) as pool:\n        pool.map(lambda n: n, [1])\n"


def write(folder: Path, data: bytes, name: str = "app.py") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + FAULT,
        FAULT.replace(b"\n", b"\r\n"),
        FAULT.replace(b"\n", b"\r"),
        b"# -*- coding: latin-1 -*-\n# caf\xe9\n" + FAULT,
        b"\x0c\n" + FAULT,
        FAULT.rstrip(b"\n"),
    ],
    ids=["BOM", "CRLF", "CR", "latin-1", "form feed", "no line end"],
)
def test_encodings_and_line_ends(tmp_path: Path, data: bytes) -> None:
    """What CPython reads is read alike, and its line is the one that a run would name."""
    found = lint(write(tmp_path, data), tmp_path).findings
    assert [one.rule for one in found] == ["lambda-arg"]
    place = found[0].place
    assert place is not None and place.source is not None and "pool.map" in place.source


def test_nothing(tmp_path: Path) -> None:
    """A file of no bytes is a program that does nothing."""
    assert lint(write(tmp_path, b""), tmp_path).findings == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"def f(:\n", "syntax error in line 1"),
        (b"x = 1\n\0\n", "null bytes"),
        (b"\xff\xfe\x00x", "null bytes"),
        (b"\n\n\nx = '\xff'\n", "not text in its encoding, utf-8"),
        (b"# coding: no-such-code\n", "unknown encoding: no-such-code"),
        (b"print 'hello'\n", "syntax error in line 1"),
        (b"(" * 500 + b")" * 500, "cannot be read"),
        (b"x = " + b"-" * 200_000 + b"1\n", "cannot be read"),
        (b"if True:\n\tx = 1\n        y = 2\n", "syntax error in line 3"),
    ],
)
def test_refused_in_one_line(tmp_path: Path, data: bytes, said: str) -> None:
    """What is no Python is told in a line that names the file."""
    path = write(tmp_path, data)
    with pytest.raises(TargetError) as error:
        read(str(path))
    assert error.value.message.startswith(f"{path}: ") and said in error.value.message
    assert "\n" not in error.value.message and error.value.status == 3


def test_no_file_and_no_folder(tmp_path: Path) -> None:
    """A path that leads nowhere, and a folder in a file's place."""
    with pytest.raises(TargetError, match="no such file"):
        read(str(tmp_path / "nowhere.py"))
    with pytest.raises(TargetError, match="not a file"):
        read(str(tmp_path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Opening one that nobody writes to would take for ever."""
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(TargetError, match="not a file"):
        read(str(tmp_path / "pipe.py"))


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links take a privilege there")
def test_symbolic_links(tmp_path: Path) -> None:
    """A link to itself is told; a folder that leads back to itself is searched once."""
    (tmp_path / "loop.py").symlink_to("loop.py")
    with pytest.raises(TargetError, match="cannot be read"):
        read(str(tmp_path / "loop.py"))
    write(tmp_path, FAULT)
    (tmp_path / "again").symlink_to(tmp_path)
    assert sorted(map(os.path.basename, files_of([str(tmp_path)]))) == ["app.py", "loop.py"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is unreadable to root")
def test_unreadable(tmp_path: Path) -> None:
    """A file that its reader may not read."""
    path = write(tmp_path, FAULT)
    path.chmod(0)
    with pytest.raises(TargetError, match="permission denied"):
        read(str(path))


def test_a_long_file(tmp_path: Path) -> None:
    """Megabytes of statements, and the fault at their end."""
    filling = b"value = {'a': [1, 2, (3, 4)], 'b': print}\n"
    found = lint(write(tmp_path, filling * (1_500_000 // len(filling)) + FAULT), tmp_path).findings
    assert [one.rule for one in found] == ["lambda-arg"]


@pytest.mark.parametrize(
    "expression",
    [
        "+".join(["1"] * 900),
        ".x" * 0 + "a" + ".b" * 900,
        "a" + "()" * 80,
        "[" * 80 + "lambda: 1" + "]" * 80,
        "(" + "lambda: " * 80 + "1)",
        "f" + "(x)(lambda n: n)" * 40,
    ],
)
def test_deep_expressions(tmp_path: Path, expression: str) -> None:
    """Depth ends the search, not the program."""
    text = f"""
    import multiprocessing as mp
    if __name__ == "__main__":
        a = 1
        q = mp.Queue()
        q.put({expression})
    """
    assert all(one.rule in ("lambda-arg",) for one in findings(tmp_path, text))


def test_names_that_go_round(tmp_path: Path) -> None:
    """Names bound to each other, functions that return their own calls, classes of themselves, lists of themselves."""
    text = """
    import multiprocessing as mp
    a = b
    b = a
    def f(): return g()
    def g(): return f()
    class A(B): pass
    class B(A): pass
    class C:
        def __init__(self): self.other = C()
    loop = [loop]
    if __name__ == "__main__":
        q = mp.Queue()
        q.put((a, f(), A(), C(), loop))
    """
    assert findings(tmp_path, text) == ()


def test_syntax_of_every_version(tmp_path: Path) -> None:
    """Whatever this interpreter's parser takes."""
    text = """
    import multiprocessing as mp
    def f(x, /, *, y=1):
        match x:
            case {"a": [1, *rest], **others} if rest: return others
            case mp.Process(name=name) | str(name): return name
            case _: return f"{x!r:>{y}} {f'{y}'}"
    async def g():
        async with a as b, c as d:
            return [i async for i in b if (j := i)]
    with (open("a") as a, open("b") as b):
        pass
    try:
        pass
    except* ValueError as error:
        pass
    """
    if sys.version_info < (3, 11):
        text = text[: text.index("    try:")]
    assert findings(tmp_path, text) == ()


def test_which_files_of_a_folder(tmp_path: Path) -> None:
    """Hidden, built and installed things are left out; a named file is read whatever it is called."""
    for name in ("a.py", "b.pyw", "c.txt", "pkg/d.py", ".hidden/e.py", "build/f.py", "__pycache__/g.py", "env/h.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(FAULT)
    (tmp_path / "env" / "pyvenv.cfg").touch()
    names = [Path(path).relative_to(tmp_path).as_posix() for path in files_of([str(tmp_path)])]
    assert names == ["a.py", "b.pyw", "pkg/d.py"]
    assert files_of([str(tmp_path / "c.txt"), str(tmp_path / "c.txt")]) == [str(tmp_path / "c.txt")]
    (tmp_path / "empty").mkdir()
    with pytest.raises(TargetError, match="no Python source"):
        files_of([str(tmp_path / "empty")])
