"""Puts a call of ``Reads.see`` around the loads of certain globals, in the live functions of the user's modules.

A module's source is compiled twice: as it is, to make sure that it is what the live functions were compiled from, and
with the calls in it. A function that cannot be told for certain stays as it is.
"""

from __future__ import annotations

import _ast
import _warnings
import sys

from .classes import names_of, user_modules
from .guard import CODE, MARKER
from .hash_use import HASH
from .live import functions_of, loads
from .name_loads import Rewriter
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .reads import Reads

_SOURCE = 2_000_000  # bytes of a module's source


def instrument(reads: Reads, wanted: dict[str, set[str]], unknown: dict[str, set[str]]) -> None:
    """Have the reads of these names (by module) seen; of the unknown ones, say which are read but not compared."""
    reads.hashes = session.hashes
    attributes = {name for module, names in wanted.items() if module != "__main__" for name in names}
    for name, module in user_modules():
        names = wanted.get(name, set())
        hashes = session.hashes if HASH not in names_of(module) else None
        sought = names | attributes | ({HASH} if hashes is not None else set())
        live = [f for f in functions_of(module) if loads(f.__code__, sought)]
        if live:
            _replace(name, live, Rewriter(reads, name, names, attributes, hashes), sought)
        if unknown.get(name):
            _not_compared(name, module, unknown[name])


def _not_compared(name: str, module: Any, names: set[str]) -> None:
    read = sorted(n for n in names if any(loads(function.__code__, {n}) for function in functions_of(module)))
    if read:
        session.journal.write("uncompared", module=name, file=module.__file__, names=read[:10])


def _replace(module: str, live: list[Any], rewriter: Rewriter, sought: set[str]) -> None:
    file = live[0].__code__.co_filename
    try:
        with open(file, "rb") as source:
            text = source.read(_SOURCE + 1)
        if len(text) > _SOURCE:
            raise ValueError("its source is too long")
        original, changed = _unwarned(_both, text, file, rewriter)
    except (OSError, SyntaxError, ValueError, RecursionError) as error:
        session.journal.write(
            "unwatched", name=f"reads of globals in {module}", reason=f"{type(error).__name__}: {error}"
        )
        return
    pairs: dict[tuple[str, int, bytes], Any] = {}
    _pair(original, changed, rewriter.reads, pairs)
    for function in live:
        code = function.__code__
        new = pairs.get((code.co_name, code.co_firstlineno, code.co_code))
        if new is not None and new.co_freevars == code.co_freevars and new.co_varnames == code.co_varnames:
            function.__code__ = new
            rewriter.reads.replaced.append((function, new, code, frozenset(_named(code, sought))))


def _named(code: Any, sought: set[str]) -> set[str]:
    """Those of these names that code, or code within it, has."""
    inner = (_named(constant, sought) for constant in code.co_consts if type(constant) is CODE)
    return sought.intersection(code.co_names).union(*inner)


def _both(text: bytes, file: str, rewriter: Rewriter) -> tuple[Any, Any]:
    original = compile(text, file, "exec", dont_inherit=True)
    tree: Any = compile(text, file, "exec", _ast.PyCF_ONLY_AST, dont_inherit=True)
    rewriter.module(tree, text)
    return original, compile(tree, file, "exec", dont_inherit=True)


def _unwarned(work: Any, *args: Any) -> Any:
    """Do it without the warnings of the compiler, which the script has had when it was imported."""
    filters = getattr(sys.modules.get("warnings"), "filters", _warnings.filters)
    quiet = ("ignore", None, Warning, None, 0)
    filters.insert(0, quiet)
    try:
        return work(*args)
    finally:
        filters.remove(quiet)


def _pair(original: Any, changed: Any, reads: Reads, pairs: dict[tuple[str, int, bytes], Any]) -> Any:
    """The changed code with the hook in it; it and all within it are put into ``pairs`` under what they replace."""
    inner = [code for code in original.co_consts if type(code) is CODE]
    other = [code for code in changed.co_consts if type(code) is CODE]
    made: dict[int, Any] = {}
    if len(inner) == len(other):
        made = {id(new): _pair(old, new, reads, pairs) for old, new in zip(inner, other)}  # noqa: B905
    constants = tuple(made.get(id(c), c) if type(c) is CODE else _hooked(c, reads) for c in changed.co_consts)
    code = changed.replace(co_consts=constants)
    pairs[original.co_name, original.co_firstlineno, original.co_code] = code
    return code


def _hooked(constant: Any, reads: Reads) -> Any:
    return reads if type(constant) is str and constant == MARKER else constant
