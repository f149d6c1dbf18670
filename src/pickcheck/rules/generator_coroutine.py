"""something that is under way or only a view."""

from __future__ import annotations

from .rule import Fault, Rule
from .words import a, short

_TYPES = frozenset(
    [
        "builtins.generator",
        "builtins.coroutine",
        "builtins.async_generator",
        "builtins.frame",
        "builtins.traceback",
        "builtins.code",
        "builtins.dict_keys",
        "builtins.dict_items",
        "builtins.dict_values",
        "builtins.mappingproxy",
        "builtins.memoryview",
        "builtins.cell",
        "re.Match",
        "re.Scanner",
        "_csv.reader",
        "_csv.writer",
        "_hashlib.HASH",
        "_contextvars.ContextVar",
        "_contextvars.Context",
        "_contextvars.Token",
        "collections.OrderedDict.keys",
        "builtins.odict_keys",
        "builtins.odict_values",
        "builtins.odict_items",
        "builtins.getset_descriptor",
        "builtins.member_descriptor",
        "builtins.async_generator_asend",
        "_asyncio.Task",
        "_asyncio.Future",
        "builtins.coroutine_wrapper",
        "builtins.callable_iterator",
        "_hashlib.HMAC",
        "_blake2.blake2b",
        "_blake2.blake2s",
        "types.Context",
        "contextvars.ContextVar",
        "contextvars.Context",
        "contextvars.Token",
        "builtins.Context",
        "builtins.ContextVar",
        "builtins.Token",
    ]
)
_ADVICE = {
    "builtins.generator": "send list(...) of it, or a function that makes it on the other side",
    "builtins.dict_keys": "send list(...) of it",
    "builtins.dict_values": "send list(...) of it",
    "builtins.dict_items": "send list(...) of it",
    "builtins.mappingproxy": "send dict(...) of it",
    "builtins.memoryview": "send bytes(...) of it",
    "builtins.traceback": "send traceback.format_exc(), or leave the traceback out",
    "builtins.frame": "leave the frame out",
    "re.Match": "send what you need of it: .group(), .groups(), .span()",
    "_csv.reader": "send list(...) of it, or the path of the file",
    "_hashlib.HASH": "send .hexdigest(), or the data",
    "builtins.coroutine": "send the coroutine function and its arguments, and call it on the other side",
}


def _matches(fault: Fault) -> bool:
    return fault.leaf.type in _TYPES or fault.leaf.type.startswith("itertools.")


def _message(fault: Fault) -> str:
    return f"{fault.leaf.path} is {a(short(fault.leaf.type))}, a running state or a view of this interpreter, not data"


def _advice(fault: Fault) -> str:
    return _ADVICE.get(
        fault.leaf.type, "send the data itself (a list, a dict, a string) or make it anew on the other side"
    )


RULE = Rule(
    code="PK111",
    slug="generator-coroutine",
    title="something that is under way or only a view",
    why=(
        "Generators, coroutines, frames, iterators over files, views of dictionaries, match objects and context variables "
        "are states of this interpreter, not data."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
