"""Where a source splits a path at ``/``, and where what it splits is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pickcheck.launch.slashes import looked

HEAD = "import os, pathlib, glob, datetime, zipfile\n"


def lines_of(source: str, tmp_path: Path, functions: list[int] | None = None) -> list[int]:
    """The lines that are told of this source, whose functions that begin at these lines asked for a path."""
    file = tmp_path / "app.py"
    file.write_text(HEAD + source, encoding="utf-8")
    record = {"kind": "looks", "pid": 1, "file": str(file), "functions": functions if functions is not None else [1]}
    return [found.place[1] for _pid, found in looked([record])]


SPLIT = {
    "joined": "os.path.join('a', 'b').split('/')",
    "by a name": "here = os.getcwd()\nprint(here.rsplit('/', 1)[1])",
    "a path's text": "str(pathlib.Path('a') / 'b').partition('/')",
    "a file that was found": "for one in sorted(glob.glob('d/*')):\n    print(one.split('/')[1])",
    "one that was walked to": "for root, folders, files in os.walk('d'):\n    print(root.split('/')[1])",
    "a decision": "if os.path.abspath('f').startswith('/'):\n    pass",
    "an assertion": "assert os.path.normpath('a/b') == 'a/b'",
    "a separator": "assert os.sep == '/'",
    "the file itself": "__file__.split('/')",
    "a member": "with zipfile.ZipFile('z') as z:\n    z.read(os.path.join('a', 'b'))",
    "a time": "datetime.datetime.fromtimestamp(-60 * 60)",
}


@pytest.mark.parametrize("name", SPLIT)
def test_what_is_split_is_told(name: str, tmp_path: Path) -> None:
    """At the line that does it, whichever way a path came there."""
    last = len(SPLIT[name].splitlines()) + 1
    assert lines_of(SPLIT[name], tmp_path) == [2 if name == "a decision" else last]


HARMLESS = {
    "a url": "url = 'http://example.org/a'\nprint(os.path.join('a', url.split('/')[-1]))",
    "a url by an argument": "def last(url):\n    return os.path.join('x', url.split('/')[-1])",
    "one of two": "name = os.getcwd()\nname = input()\nprint(name.split('/'))",
    "a separator in the first": "os.path.join('a/', 'b').split('/')",
    "at the platform's separator": "os.path.join('a', 'b').split(os.sep)",
    "mended": "os.path.join('a', 'b').replace('/', os.sep)",
    "as posix": "(pathlib.Path('a') / 'b').as_posix().split('/')",
    "files of this folder": "glob.glob('*.txt')[0].split('/')",
    "no decision": "print(os.path.join('a', 'b') == 'a/b')",
    "a url that is asked for": "if os.path.abspath('f').startswith('http://'):\n    pass",
    "a later time": "datetime.datetime.fromtimestamp(60)",
    "a time with a zone": "datetime.datetime(1960, 1, 1, tzinfo=datetime.timezone.utc).timestamp()",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_no_path_is_not_told(name: str, tmp_path: Path) -> None:
    """A run is not said to be unsure for nothing."""
    assert lines_of(HARMLESS[name], tmp_path, [1, 3]) == []


def test_a_function_that_did_not_run_is_not_told(tmp_path: Path) -> None:
    """Only what asked for a path can have split it."""
    source = "def last():\n    return os.getcwd().split('/')[-1]\n"
    assert lines_of(source, tmp_path, []) == []
    assert lines_of(source, tmp_path, [2]) == [3]
