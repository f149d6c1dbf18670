"""What a run without a resource tracker leaves behind is unlinked when it has ended."""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

import pytest

from pickcheck.launch import leftovers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows unlinks nothing")


@pytest.fixture
def unlinked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is unlinked, in order; the name /gone is none any more."""
    seen: list[tuple[str, str]] = []

    def way(kind: str, name: str) -> None:
        if name == "/gone":
            raise FileNotFoundError(name)
        seen.append((kind, name))

    kinds = ("semaphore", "shared_memory")
    monkeypatch.setattr(leftovers, "_ways", lambda: {kind: lambda name, kind=kind: way(kind, name) for kind in kinds})
    return seen


def simple(command: str, name: str, kind: str) -> bytes:
    return f"{command}:{name}:{kind}\n".encode("ascii")


def coded(command: str, name: str, kind: str) -> bytes:
    """As CPython 3.14 writes the names that do not fit between colons."""
    name = base64.urlsafe_b64encode(name.encode("utf-8", "surrogateescape")).decode("ascii")
    return (json.dumps({"cmd": command, "rtype": kind, "base64_name": name}) + "\n").encode("ascii")


def test_what_is_still_registered_is_unlinked(tmp_path: Path, unlinked: list[tuple[str, str]]) -> None:
    """Each once, whatever is gone beside it; probes, unknown types and lines that are cut off are let be."""
    (tmp_path / leftovers.TRACKED).write_bytes(
        simple("REGISTER", "/mp-a", "semaphore") + simple("REGISTER", "/mp-b", "semaphore")
        + b"PROBE:0:noop\n" + b'{"cmd":"PROBE","rtype":"noop"}\n' + simple("REGISTER", "/gone", "semaphore")
        + simple("REGISTER", "/psm:c", "shared_memory") + simple("REGISTER", "/psm:c", "shared_memory")
        + simple("UNREGISTER", "/mp-a", "semaphore") + simple("UNREGISTER", "/never", "semaphore")
        + coded("REGISTER", "/psm\nd", "shared_memory") + coded("REGISTER", "/e", "shared_memory")
        + coded("UNREGISTER", "/e", "shared_memory") + b'{"cmd":"REGISTER"}\n\xff:\xff\n' + b"REGISTER:/cut"
    )  # fmt: skip
    leftovers.unlink(tmp_path)
    assert unlinked == [("semaphore", "/mp-b"), ("shared_memory", "/psm\nd"), ("shared_memory", "/psm:c")]


def test_a_type_that_we_do_not_know(tmp_path: Path, unlinked: list[tuple[str, str]]) -> None:
    """A script may register types of its own (3.13: ``_CLEANUP_FUNCS``): nobody else can clean those up."""
    (tmp_path / leftovers.TRACKED).write_bytes(
        simple("REGISTER", "/x", "folder") + simple("REGISTER", "/y", "semaphore")
    )
    leftovers.unlink(tmp_path)
    assert unlinked == [("semaphore", "/y")]


def test_nothing_was_registered(tmp_path: Path, unlinked: list[tuple[str, str]]) -> None:
    """A run that shares nothing has no such file."""
    leftovers.unlink(tmp_path)
    assert unlinked == []
