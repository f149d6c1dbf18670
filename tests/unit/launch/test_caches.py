"""The folder for what is kept between checks: the user's own, or none."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from pickcheck.launch import caches, platforms

posix = pytest.mark.skipif(sys.platform == "win32", reason="a profile's folder has no such modes there")


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for caches."""
    folder = tmp_path / "caches"
    folder.mkdir(0o700)
    monkeypatch.setattr(caches, "_base", lambda: folder)
    return folder


def test_a_text_is_kept(base: Path) -> None:
    assert caches.read("kind-1") is None
    caches.keep("kind-1", "täxt")
    assert caches.read("kind-1") == "täxt"
    assert [path.name for path in (base / "pickcheck" / "kept").iterdir()] == ["kind-1"]


@posix
def test_nobody_else_reads_or_writes_it(base: Path) -> None:
    caches.keep("kind-1", "text")
    found = [base / "pickcheck" / "kept", base / "pickcheck" / "kept" / "kind-1"]
    assert [path.stat().st_mode & 0o777 for path in found] == [0o700, 0o600]


@posix
@pytest.mark.parametrize("part", [".", "pickcheck/kept", "pickcheck/kept/kind-1"])
def test_what_others_may_write_to_is_not_used(part: str, base: Path) -> None:
    caches.keep("kind-1", "text")
    (base / part).chmod(0o777)
    assert caches.read("kind-1") is None


@posix
def test_what_is_another_users_is_not_used(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    caches.keep("kind-1", "text")
    assert caches.folder() is None and list(base.iterdir()) == []


@posix
def test_a_link_is_not_followed(base: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(0o700)
    (base / "pickcheck").mkdir()
    (base / "pickcheck" / "kept").symlink_to(tmp_path / "elsewhere")
    caches.keep("kind-1", "text")
    assert caches.folder() is None and list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("where", ["relative", os.devnull, os.path.join(os.devnull, "below")])
def test_nowhere_to_keep_it(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "_base", lambda: Path(where))
    monkeypatch.chdir(tmp_path)
    caches.keep("kind-1", "text")
    assert caches.folder() is None and caches.read("kind-1") is None and list(tmp_path.iterdir()) == []


def test_only_so_many_of_a_kind_are_kept(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "_MOST", 2)
    caches.keep("other-1", "text")
    for number in range(4):
        caches.keep(f"kind-{number}", "text")
        os.utime(base / "pickcheck" / "kept" / f"kind-{number}", (number, number))
    names = {path.name for path in (base / "pickcheck" / "kept").iterdir()}
    assert names == {"other-1", "kind-2", "kind-3"}


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", "null", json.dumps({"hidden": [], "only": {}})])
def test_what_windows_lacks_is_read_again_where_what_was_kept_is_nothing(text: str | None) -> None:
    assert platforms._kept(text) is None


def test_what_windows_lacks_is_kept_as_it_was_read(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    platforms.windows_differences.cache_clear()
    first = platforms.windows_differences((3, 11), "linux")
    monkeypatch.setattr(platforms, "_read", lambda *_args: pytest.fail("read again"))
    platforms.windows_differences.cache_clear()
    assert platforms.windows_differences((3, 11), "linux") == first
    assert first.hidden["os"] and first.refused["fcntl"] == "fcntl"
