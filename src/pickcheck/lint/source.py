"""A source file, read and parsed; nothing of it is run."""

from __future__ import annotations

import ast
import io
import os
import stat
import tokenize
import warnings
from dataclasses import dataclass

from ..errors import TargetError
from ..trees import tree_of


@dataclass(frozen=True, eq=False)
class Source:
    """A file that parses: its path as the user wrote it, its text, and its tree."""

    path: str
    text: str
    tree: ast.Module


def read(path: str) -> Source:
    """Read a file as CPython would (its encoding cookie, any line ends) and parse it with this interpreter's ``ast``.

    Raises TargetError, in one line, for what is no file, cannot be read or does not parse.
    """
    text = _text(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes in strings, and the like: they are the interpreter's to tell
            return Source(path, text, tree_of(text))
    except SyntaxError as error:
        where = f" in line {error.lineno}" if error.lineno else ""
        raise TargetError(f"{path}: cannot be read: syntax error{where}: {error.msg}") from None
    except (RecursionError, MemoryError):
        raise TargetError(f"{path}: cannot be read: nested too deeply for Python's own parser") from None
    except ValueError as error:
        raise TargetError(f"{path}: cannot be read: {error}") from None


def _text(path: str) -> str:
    try:
        # A named pipe would be waited for, and a device may have no end.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise TargetError(f"{path}: cannot be read: not a file")
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise TargetError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except ValueError as error:
        raise TargetError(f"{path}: cannot be read: {error}") from None
    if b"\0" in data:
        raise TargetError(f"{path}: cannot be read: it holds null bytes, so it is no Python source")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return io.TextIOWrapper(io.BytesIO(data), encoding).read()
    except SyntaxError as error:
        raise TargetError(f"{path}: cannot be read: {error.msg}") from None
    except (UnicodeDecodeError, LookupError):
        raise TargetError(f"{path}: cannot be read: not text in its encoding, {encoding}") from None
