"""What was made ahead is kept for the next check, and nothing that is found there is taken on trust."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pickcheck.recorder import kept, prepare

posix = pytest.mark.skipif(sys.platform == "win32", reason="a profile's folder has no such modes there")


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for caches."""
    folder = tmp_path / "caches"
    folder.mkdir(0o700)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that were filled by making everything; a small stand-in does it."""
    folders: list[str] = []

    def stand_in(folder: str) -> None:
        folders.append(folder)
        Path(folder, "entry").mkdir(parents=True)
        Path(folder, "entry", "sitecustomize.py").write_text("pass")
        Path(folder, "table").write_bytes(bytes(range(256)))

    monkeypatch.setattr(prepare, "prepare", stand_in)
    return folders


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files(caches: Path) -> list[Path]:
    return sorted(caches.iterdir())


def test_what_is_taken_is_what_was_made(caches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real thing, but for the byte code's stamp of a file that lies elsewhere."""
    kept.prepare(str(tmp_path / "first"), str(caches))
    monkeypatch.setattr(prepare, "prepare", lambda _folder: pytest.fail("made again"))
    kept.prepare(str(tmp_path / "second"), str(caches))
    assert tree(tmp_path / "first") == tree(tmp_path / "second")
    assert len(files(caches)) == 1


@posix
def test_nobody_else_reads_or_writes_it(caches: Path, made: list[str], tmp_path: Path) -> None:
    kept.prepare(str(tmp_path / "first"), str(caches))
    assert [path.stat().st_mode & 0o777 for path in files(caches)] == [0o600]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _open_to_all(path: Path) -> None:
    path.chmod(0o666)


def _link(path: Path) -> None:
    path.rename(path.with_suffix(".elsewhere"))
    path.symlink_to(path.with_suffix(".elsewhere"))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILED = [_cut, _flip, _empty, _folder, *([] if sys.platform == "win32" else [_open_to_all, _link])]


@pytest.mark.parametrize("spoil", SPOILED)
def test_what_is_broken_or_foreign_is_made_again(
    spoil: Callable[[Path], None], caches: Path, made: list[str], tmp_path: Path
) -> None:
    kept.prepare(str(tmp_path / "first"), str(caches))
    spoil(files(caches)[0])
    kept.prepare(str(tmp_path / "second"), str(caches))
    assert made == [str(tmp_path / "first"), str(tmp_path / "second")]
    assert tree(tmp_path / "first") == tree(tmp_path / "second")


@posix
def test_another_users_file_is_not_used(
    caches: Path, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.prepare(str(tmp_path / "first"), str(caches))
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    kept.prepare(str(tmp_path / "second"), str(caches))
    assert len(made) == 2


@pytest.mark.parametrize("home", ["", os.devnull, os.path.join(os.devnull, "below")])
def test_nowhere_to_keep_it(home: str, made: list[str], tmp_path: Path) -> None:
    kept.prepare(str(tmp_path / "first"), home)
    assert len(made) == 1 and [path.name for path in tmp_path.iterdir()] == ["first"]


def test_other_sources_are_another_key(
    caches: Path, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.prepare(str(tmp_path / "first"), str(caches))
    monkeypatch.setattr(kept, "_sources", lambda: [("recorder/start.py", b"another")])
    kept.prepare(str(tmp_path / "second"), str(caches))
    monkeypatch.setattr(kept, "_library", lambda: [("threading", 1, 2)])
    kept.prepare(str(tmp_path / "third"), str(caches))
    assert len(made) == len(files(caches)) == 3


def test_only_so_many_are_kept(caches: Path, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(kept._MOST + 3):
        monkeypatch.setattr(kept, "_key", lambda number=number: f"{number:03}")
        kept.prepare(str(tmp_path / str(number)), str(caches))
        os.utime(files(caches)[-1], (number, number))
    assert [path.name[-3:] for path in files(caches)] == [f"{number:03}" for number in range(3, kept._MOST + 3)]


def test_byte_code_that_is_to_lie_elsewhere(
    caches: Path, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "prefix"))
    kept.prepare(str(tmp_path / "first"), str(caches))
    assert len(made) == 1 and list(caches.iterdir()) == []


def test_without_a_name_for_it_it_is_made(caches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever keeps the key from being told, the check goes on."""

    def refuses(data: bytes) -> bytes:
        raise OverflowError(len(data))

    monkeypatch.setattr(kept, "_hash", refuses)
    kept.prepare(str(tmp_path / "made"), str(caches))
    assert list((tmp_path / "made").iterdir()) and not list(caches.glob("prepared-*"))
