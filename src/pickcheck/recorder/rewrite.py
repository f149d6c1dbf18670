"""The source of a guarded function: its code, compiled anew from its own file with calls to a hook in it.

Only needed where the guarded code is not in the control folder yet.
"""

from __future__ import annotations

import _ast

from .guard import CODE, MARKER, TOKEN, Hook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FunctionType
    from typing import Any

_FUTURE_ANNOTATIONS = 0x1000000  # CO_FUTURE_ANNOTATIONS, Include/cpython/code.h


def source_of(code: CodeType, owner: str) -> str:
    """The source lines of a module-level function or of a method, padded so that all line numbers hold.

    Raises OSError or SyntaxError where there is no such source (a frozen or zipped standard library).
    """
    with open(code.co_filename, "rb") as file:
        lines = file.read().decode("utf-8").splitlines(keepends=True)
    first = code.co_firstlineno - 1
    indent = len(lines[first]) - len(lines[first].lstrip())
    head = "\n" * first
    if indent:
        # A function under an if (of the platform, say) is indented too, and has no class.
        head = "\n" * (first - 1) + (f"class {owner}:\n" if owner else "if 1:\n")
    for last in range(first + 2, len(lines) + 1):
        if last < len(lines) and not _may_end(lines[last], indent):
            continue
        text = head + "".join(lines[first:last])
        try:
            compile(text, code.co_filename, "exec", _ast.PyCF_ONLY_AST)
        except SyntaxError:
            continue
        return text
    raise SyntaxError(f"no end of {code.co_name} in {code.co_filename}")


def _may_end(line: str, indent: int) -> bool:
    text = line.lstrip()
    return bool(text) and not text.startswith("#") and len(line) - len(text) <= indent


def compiled(function: FunctionType, hook: Hook) -> CodeType:
    """The function's code with calls to a hook of this shape in it, the hook itself still a marker."""
    code = function.__code__
    # Private names are mangled with the class's name, which only the qualified name tells.
    owner = function.__qualname__.rpartition(".")[0]
    source = source_of(code, owner)
    tree: Any = compile(source, code.co_filename, "exec", _ast.PyCF_ONLY_AST)
    definition = tree.body[0] if isinstance(tree.body[0], _ast.FunctionDef) else tree.body[0].body[0]
    if hook.inline:
        _put_in(definition, hook, source.splitlines())
    _rewrite(definition, hook)
    flags = code.co_flags & _FUTURE_ANNOTATIONS
    return _find(compile(tree, code.co_filename, "exec", flags, dont_inherit=True), code)


def _find(tree: CodeType, code: CodeType) -> CodeType:
    inner = [constant for constant in tree.co_consts if isinstance(constant, CODE)]
    for found in inner + [constant for body in inner for constant in body.co_consts if isinstance(constant, CODE)]:
        if found.co_name == code.co_name and found.co_freevars == code.co_freevars:
            return found  # type: ignore[no-any-return]
    raise SyntaxError(f"{code.co_name} not found in its own source")


# ---------------------------------------------------------------- the rewriting


def _rewrite(definition: Any, hook: Hook) -> None:
    body = definition.body
    docstring: list[Any] = []
    if isinstance(body[0], _ast.Expr) and isinstance(body[0].value, _ast.Constant):
        docstring, body = body[:1], body[1:]
    at = body[0]
    args = [_name(name, at) for name in hook.names]
    token = _name(TOKEN, at) if hook.enter else _at(_ast.Constant(value=None, kind=None), at)
    if hook.leave or hook.caught:
        body = [_instrument(statement, hook, token, args) for statement in body]
    if hook.leave:
        body = [*body, _expr(_call("leave", [token, _at(_ast.Constant(value=None, kind=None), at), *args], body[-1]))]
    if hook.error:
        handler = _ast.ExceptHandler(
            type=_name("BaseException", at),
            name=None,
            body=[_expr(_call("error", [token, *args], at)), _at(_ast.Raise(exc=None, cause=None), at)],
        )
        body = [_at(_ast.Try(body=body, handlers=[_at(handler, at)], orelse=[], finalbody=[]), at)]
    if hook.enter:
        target = _at(_ast.Name(id=TOKEN, ctx=_ast.Store()), at)
        value = _call("enter", [] if hook.bare else args, at)
        body = [_at(_ast.Assign(targets=[target], value=value, type_comment=None), at), *body]
    definition.body = docstring + body


def _put_in(node: Any, hook: Hook, lines: list[str]) -> None:
    """Replace statements by the source given for them, at the very place in the file where they stand."""
    for field in ("body", "orelse", "finalbody", "handlers"):
        statements = getattr(node, field, [])
        for statement in list(statements):
            text = lines[statement.lineno - 1][statement.col_offset : statement.end_col_offset]
            if statement.lineno == statement.end_lineno and text in hook.inline:
                # An assignment's value is what a traceback points at.
                at = getattr(statement, "value", statement)
                tree: Any = compile(hook.inline[text], "<inline>", "exec", _ast.PyCF_ONLY_AST)
                position = statements.index(statement)
                statements[position : position + 1] = [_placed(new, at, hook.fixed) for new in tree.body]
            else:
                _put_in(statement, hook, lines)


def _placed(node: Any, at: Any, fixed: frozenset[str]) -> Any:
    """The node at this place, with markers for HOOK (and for what it has of a name in ``fixed``) and the token's name."""
    if isinstance(node, _ast.Attribute) and getattr(node.value, "id", "") == "HOOK" and node.attr in fixed:
        return _at(_ast.Constant(value=f"{MARKER} {node.attr}", kind=None), at)
    if isinstance(node, _ast.Name) and node.id == "HOOK":
        return _at(_ast.Constant(value=MARKER, kind=None), at)
    if isinstance(node, _ast.Name) and node.id == "TOKEN":
        node.id = TOKEN
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            setattr(node, field, [_placed(item, at, fixed) if isinstance(item, _ast.AST) else item for item in value])
        elif isinstance(value, _ast.AST):
            # The compiler warns of a text that is called.
            inside = frozenset() if field == "func" else fixed
            setattr(node, field, _placed(value, at, inside))
    return _at(node, at) if hasattr(node, "lineno") else node


def _instrument(node: Any, hook: Hook, token: Any, args: list[Any]) -> Any:
    """The node with its returns and except clauses instrumented, not going into inner functions."""
    if isinstance(node, (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.Lambda, _ast.ClassDef)):
        return node
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, list):
            setattr(node, field, [_instrument(v, hook, token, args) if isinstance(v, _ast.AST) else v for v in value])
    if isinstance(node, _ast.Return) and hook.leave:
        value = node.value or _at(_ast.Constant(value=None, kind=None), node)
        node.value = _call("leave", [token, value, *args], node)
    if isinstance(node, _ast.ExceptHandler) and hook.caught:
        node.body.insert(0, _expr(_call("caught", [token, *args], node.body[0])))
    return node


def _call(event: str, args: list[Any], at: Any) -> Any:
    marker = _at(_ast.Constant(value=MARKER, kind=None), at)
    method = _at(_ast.Attribute(value=marker, attr=event, ctx=_ast.Load()), at)
    return _at(_ast.Call(func=method, args=args, keywords=[]), at)


def _name(name: str, at: Any) -> Any:
    return _at(_ast.Name(id=name, ctx=_ast.Load()), at)


def _expr(value: Any) -> Any:
    return _at(_ast.Expr(value=value), value)


def _at(node: Any, place: Any) -> Any:
    node.lineno, node.col_offset = place.lineno, place.col_offset
    node.end_lineno, node.end_col_offset = place.end_lineno, place.end_col_offset
    return node
