"""Connections to databases that were open at a fork, and that a child uses or leaves alone."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Finding, Target

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")

# What psycopg2's connection is to a reader of its code: a class by that name, with a socket inside.
DRIVER = """
import socket

class connection:
    def __init__(self):
        self._ours, self._theirs = socket.socketpair()

    def cursor(self):
        return self

    def execute(self, statement):
        self._ours.send(statement.encode())
        return self._theirs.recv(100)

    def close(self):
        self._ours.close()
"""


def said(folder: Path, source: str) -> list[Finding]:
    """The findings of a script that ends well under fork."""
    package = folder / "psycopg2"
    package.mkdir()
    (package / "__init__.py").write_text("from .extensions import connection\ndef connect(dsn): return connection()\n")
    (package / "extensions.py").write_text(DRIVER)
    script = folder / "app.py"
    script.write_text(
        "import sqlite3\nimport psycopg2\nfrom multiprocessing import Process\n" + textwrap.dedent(source)
    )
    report = check(Target(str(script)), Options(methods=("fork",), pythons=(sys.executable,), timeout=60))
    assert [(run.outcome.value, run.exit_status) for run in report.runs] == [("ok", 0)], report.runs[0].reason
    return list(report.findings)


MAIN = """
if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
"""


def test_a_driver_with_a_socket(tmp_path: Path) -> None:
    """Known by its class; the message says whose it is."""
    source = 'conn = psycopg2.connect("")\ndef work():\n    conn.cursor().execute("select 1")\n' + MAIN
    (one,) = said(tmp_path, source)
    assert one.rule == "db-conn-fork" and "conn is a connection" in one.message and "psycopg2" in one.message
    assert one.place is not None and one.place.line == 6


def test_a_connection_that_an_object_holds(tmp_path: Path) -> None:
    """By the path to it."""
    source = """
    class Store:
        def __init__(self):
            self.db = sqlite3.connect(":memory:")

    store = Store()

    def work():
        print(store.db.execute("select 1").fetchone())
    """
    (one,) = said(tmp_path, textwrap.dedent(source) + MAIN)
    assert one.rule == "db-conn-fork" and one.message.startswith("store.db is a connection")


@pytest.mark.parametrize(
    "work",
    [
        "def work():\n    pass\n",
        "def work():\n    global conn\n    conn = psycopg2.connect('')\n    conn.cursor().execute('select 1')\n",
    ],
)
def test_what_is_well(work: str, tmp_path: Path) -> None:
    """Not used in the child, or made anew there."""
    assert said(tmp_path, f'conn = psycopg2.connect("")\n{work}{MAIN}') == []
