"""Which scripts the paths on the command line stand for."""

from __future__ import annotations

import ast
import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .. import folders
from ..model import Target
from ..trees import tree_of

# As the help says it.
COUNTED = """Of a folder, and of the folders below it, those files *.py are scripts whose top level does something: it
has a main guard, or any statement but definitions, imports, assignments and texts. Left out are setup.py and
conftest.py, files with relative imports (parts of a package), hidden folders, __pycache__, node_modules and virtual
environments. A file that is named itself is always a script, and so is one in a folder that does not parse."""

_NO_SCRIPTS = frozenset(("setup.py", "conftest.py"))
_NO_FOLDERS = frozenset(("__pycache__", "node_modules"))
_NOTHING_DONE = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Pass),
    *(ast.Assign, ast.AnnAssign, ast.AugAssign),
)


def targets_of(paths: Sequence[str]) -> list[Target]:
    """A target for each script, each script once, in the order of the paths; a folder's scripts by name.

    A path that is no folder is taken as it is: what is wrong with it is told in its report. Raises TargetError for a
    folder without scripts.
    """
    none = "no scripts in this folder (pickcheck batch --help says which files count)"
    return [Target(script) for script in folders.files_of(paths, _below, none)]


def _below(folder: str) -> Iterator[str]:
    for path in folders.walk(folder, _NO_FOLDERS.__contains__):
        if path.endswith(".py") and os.path.basename(path) not in _NO_SCRIPTS and is_script(Path(path)):
            yield path


def is_script(path: Path) -> bool:
    """Whether the file does something when it is run; true of what cannot be read or does not parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = tree_of(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    if any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(tree)):
        return False
    return _does(tree.body)


def _does(body: Iterable[ast.stmt]) -> bool:
    """Whether any statement does something; what a branch or a try holds is looked at, a main guard always does."""
    return any(_acts(statement) for statement in body)


def _acts(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.If):
        guard = any(isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(statement.test))
        return guard or _does([*statement.body, *statement.orelse])
    if isinstance(statement, ast.Try):
        handled = [inner for handler in statement.handlers for inner in handler.body]
        return _does([*statement.body, *handled, *statement.orelse, *statement.finalbody])
    if isinstance(statement, ast.Expr):
        return not isinstance(statement.value, ast.Constant)
    return not isinstance(statement, _NOTHING_DONE)
