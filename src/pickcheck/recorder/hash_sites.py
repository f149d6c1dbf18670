"""Rewrites the calls of ``hash`` in a module's functions: a call of ``Hashes`` around what is hashed, and around what is made of it."""

from __future__ import annotations

import _ast

from .guard import MARKER
from .hash_calls import Uses, call_in, reduces
from .hashes import HashSite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .hashes import Hashes

_TEXT = 80  # characters of an expression that are shown


class HashCalls:
    """The calls in one module's functions, whose source is ``lines``."""

    def __init__(self, hashes: Hashes) -> None:
        self.lines: list[bytes] = []
        self._hashes = hashes
        self._uses: dict[int, set[str]] = {}

    def enter(self, function: Any) -> None:
        """The tree of this function is about to be rewritten."""
        if getattr(function, "name", "") != "__hash__":
            self._uses.update(Uses(function).of)

    def call(self, node: Any) -> Any:
        """The call of ``hash`` that this expression makes a number of; None where nobody wants to know."""
        return call_in(node) if id(node) in self._uses else None

    def rewritten(self, node: Any, call: Any) -> Any:
        """The expression with the hook in it."""
        site = HashSite(self._text(node), reduces(node), self._uses[id(node)] - {""})
        if not site.matters:
            return node
        number = len(self._hashes.sites)
        self._hashes.sites.append(site)
        call.args[0] = _call("asked", call.args[0], number)
        return _call("made", node, number)

    def _text(self, node: Any) -> str:
        lines = self.lines[node.lineno - 1 : node.end_lineno]
        lines[-1] = lines[-1][: node.end_col_offset]
        lines[0] = lines[0][node.col_offset :]
        text = " ".join(line.decode("utf-8", "replace").strip() for line in lines)
        return text if len(text) <= _TEXT else f"{text[: _TEXT - 3]}..."


def _call(method: str, value: Any, number: int) -> Any:
    place = {key: getattr(value, key) for key in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
    reads = _ast.Constant(value=MARKER, kind=None, **place)
    hashes = _ast.Attribute(value=reads, attr="hashes", ctx=_ast.Load(), **place)
    function = _ast.Attribute(value=hashes, attr=method, ctx=_ast.Load(), **place)
    return _ast.Call(func=function, args=[value, _ast.Constant(value=number, kind=None, **place)], keywords=[], **place)
