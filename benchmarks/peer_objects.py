"""The objects of the comparison (peers.py): what will not pickle, what pickles and does not load, and what crosses.

Each case gives the object and its leaves: the very parts that themselves will not pickle, known by how it is built.
Nothing but the standard library, so that any interpreter can make them.
"""

from __future__ import annotations

import asyncio
import collections
import concurrent.futures
import contextvars
import ctypes
import dataclasses
import datetime
import decimal
import enum
import functools
import io
import logging
import os
import pathlib
import queue
import re
import sqlite3
import subprocess
import sys
import threading
import types
import weakref
from collections.abc import Callable
from typing import Any, NamedTuple

Case = Callable[[], "tuple[Any, list[Any]]"]


def generator() -> Any:
    return (number for number in ())


class Plain:
    """Attributes as given."""

    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)

    def method(self) -> None: ...


class Slotted:
    __slots__ = ("first", "second")

    def __init__(self, first: Any, second: Any) -> None:
        self.first, self.second = first, second


class Both(Slotted):
    """Slots and a dictionary."""


class Rows(list):  # type: ignore[type-arg]
    """A list with attributes."""


class Table(dict):  # type: ignore[type-arg]
    """A dictionary with attributes."""


class Pair(NamedTuple):
    left: Any
    right: Any


@dataclasses.dataclass
class Config:
    name: str
    hooks: dict[str, list[Any]]
    lock: Any


@dataclasses.dataclass(frozen=True)
class Frozen:
    items: tuple[Any, ...]
    more: Any


class Stateful:
    """What it pickles is not its dictionary."""

    def __init__(self, parts: list[Any]) -> None:
        self.parts = parts
        self.cache = generator()

    def __getstate__(self) -> Any:
        return {"kept": self.parts}

    def __setstate__(self, state: Any) -> None:
        self.parts = state["kept"]


class Reduced:
    """Made anew by a call."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def __reduce__(self) -> Any:
        return Reduced, self.parts


class Refuses:
    def __getstate__(self) -> Any:
        raise NotImplementedError("not to be pickled")


class BadInit(Exception):
    def __init__(self, code: int, text: str) -> None:
        super().__init__(f"{code}: {text}")


class Delegates:
    """__getattr__ that asks for what __init__ would have set."""

    def __init__(self) -> None:
        self.inner: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class Color(enum.Enum):
    RED = 1


def local_function() -> Any:
    def inner() -> None: ...

    return inner


def local_class() -> type:
    class Local:
        pass

    return Local


def chain(length: int, end: Any) -> Any:
    for _ in range(length):
        end = Plain(next=end)
    return end


# ---------------------------------------------------------------- will not pickle


def in_a_list() -> Any:
    one = generator()
    return [1, "a", one], [one]


def in_dicts() -> Any:
    one, two = threading.Lock(), generator()
    return {"a": {"b": {"c": one}}, 7: {(1, 2): two}}, [one, two]


def in_tuples() -> Any:
    one, two = generator(), threading.RLock()
    return ([((one,),)], (1, (2, two))), [one, two]


def attributes() -> Any:
    parts = [threading.Lock(), lambda: 1, open(os.devnull)]
    return Plain(lock=parts[0], hook=parts[1], log=parts[2], fine=[1]), parts


def slots() -> Any:
    parts = [generator(), threading.Lock()]
    return Slotted(*parts), parts


def slots_and_dict() -> Any:
    parts = [generator(), threading.Lock(), lambda: 1]
    made = Both(parts[0], {"k": parts[1]})
    made.extra = parts[2]  # type: ignore[attr-defined]
    return made, parts


def set_members() -> Any:
    parts = [generator(), lambda: 1]
    return {"s": {1, *parts}}, parts


def dict_keys() -> Any:
    one = generator()
    return [{one: 1, "k": 2}], [one]


def in_deque() -> Any:
    parts = [generator(), threading.Lock()]
    return Plain(jobs=collections.deque([0, *parts], maxlen=9)), parts


def in_ordered_dict() -> Any:
    parts = [generator(), threading.Lock()]
    return collections.OrderedDict(a=parts[0], b=[parts[1]]), parts


def in_defaultdict() -> Any:
    factory, value = (lambda: 0), generator()
    made = collections.defaultdict(factory)
    made["k"] = value  # type: ignore[assignment]
    return {"counts": made}, [factory, value]


def in_namedtuple() -> Any:
    parts = [generator(), threading.Lock()]
    return [Pair(parts[0], [parts[1]])], parts


def in_dataclass() -> Any:
    parts = [lambda n: n + 1, generator(), threading.Lock()]
    return Config("c", {"before": [print], "after": [len, parts[0], parts[1]]}, parts[2]), parts


def in_frozen_dataclass() -> Any:
    parts = [generator(), threading.Lock()]
    return Frozen((1, parts[0]), {"m": parts[1]}), parts


def in_partial() -> Any:
    parts = [lambda: 1, generator(), threading.Lock()]
    return functools.partial(parts[0], parts[1], key=parts[2]), parts


def bound_method() -> Any:
    one = threading.Lock()
    return [Plain(lock=one).method], [one]


def exception_arguments() -> Any:
    one = generator()
    return ValueError("text", one), [one]


def exception_attributes() -> Any:
    error, one = RuntimeError("text"), generator()
    error.request = Plain(body=one)  # type: ignore[attr-defined]
    return [error], [one]


def in_namespace() -> Any:
    parts = [generator(), threading.Lock()]
    return types.SimpleNamespace(a=parts[0], b={"c": parts[1]}), parts


def list_subclass() -> Any:
    parts = [generator(), threading.Lock()]
    made = Rows([1, parts[0]])
    made.owner = parts[1]  # type: ignore[attr-defined]
    return made, parts


def dict_subclass() -> Any:
    parts = [generator(), threading.Lock()]
    made = Table(a=parts[0])
    made.owner = [parts[1]]  # type: ignore[attr-defined]
    return made, parts


def own_state() -> Any:
    one = generator()
    return Stateful([1, one]), [one]


def own_reduction() -> Any:
    parts = [generator(), threading.Lock()]
    return [Reduced(1, parts[0], [parts[1]])], parts


def in_a_circle() -> Any:
    parts = [generator(), threading.Lock()]
    one = Plain(lock=parts[0])
    one.other = Plain(back=one, lock=parts[1])
    return one, parts


def shared() -> Any:
    one = generator()
    return {"a": [one], "b": [one], "c": Plain(x=one)}, [one]


def far_down() -> Any:
    one = generator()
    return chain(60, [one]), [one]


def in_a_wide_list() -> Any:
    parts = [generator() for _ in range(5)]
    rows: list[Any] = [{"id": number, "v": None} for number in range(10_000)]
    for number, part in enumerate(parts):
        rows[number * 2001]["v"] = part
    return rows, parts


def in_a_wide_dict() -> Any:
    parts = [threading.Lock() for _ in range(4)]
    table: dict[str, Any] = {f"k{number}": [number] for number in range(5_000)}
    for number, part in enumerate(parts):
        table[f"k{number * 1111}"].append(part)
    return Plain(table=table), parts


def functions() -> Any:
    parts = [local_function(), lambda: 1]
    return {"on": [parts[0]], "off": parts[1]}, parts


def instances_of_a_local_class() -> Any:
    cls = local_class()
    parts = [cls(), cls()]
    return [parts[0], {"b": parts[1]}], parts


def local_classes() -> Any:
    one = local_class()
    return Plain(model=one), [one]


def modules() -> Any:
    return Plain(backend=re, name="re"), [re]


def handlers() -> Any:
    one, two = logging.StreamHandler(io.StringIO()), threading.Event()
    return {"h": one, "e": two}, [one.lock, two._cond._lock]  # type: ignore[attr-defined]


def in_a_queue() -> Any:
    jobs: queue.Queue[Any] = queue.Queue()
    one = generator()
    jobs.put(one)
    return Plain(jobs=jobs), [jobs.mutex, one]


def connections() -> Any:
    parts = [sqlite3.connect(":memory:"), open(os.devnull, "rb"), memoryview(b"abc")]
    return {"db": parts[0], "files": [parts[1]], "view": parts[2]}, parts


def pools() -> Any:
    pool: Any = concurrent.futures.ThreadPoolExecutor(1)
    newer = [
        getattr(pool, name) for name in ("_create_worker_context", "_resolve_work_item_task") if hasattr(pool, name)
    ]
    return Plain(pool=pool), [pool._work_queue, pool._idle_semaphore._cond._lock, pool._shutdown_lock, *newer]


def contexts() -> Any:
    parts = [contextvars.ContextVar("v"), contextvars.copy_context(), asyncio.new_event_loop]
    return {"var": parts[0], "context": [parts[1]], "fine": parts[2]}, parts[:2]


def references() -> Any:
    target = Plain()
    # Not a dictionary's view: those cross where multiprocessing.managers has been imported.
    parts = [weakref.ref(target), types.MappingProxyType({}), memoryview(b"")]
    return {"keep": target, "ref": parts[0], "proxy": parts[1], "view": parts[2]}, parts


def frames() -> Any:
    parts = [sys._getframe(), re.match("a", "a"), (lambda: 1).__code__]
    return Plain(frame=parts[0], match=[parts[1]], code=parts[2]), parts


def pointers() -> Any:
    one = ctypes.pointer(ctypes.c_int(1))
    return {"p": [one]}, [one]


def refusing() -> Any:
    one, two = Refuses(), generator()
    return [one, map(abs, [two])], [one, two]


def an_application() -> Any:
    parts = [
        *(threading.Lock(), lambda row: row, open(os.devnull), generator(), sqlite3.connect(":memory:")),
        *(local_function(), threading.RLock(), lambda: 1),
    ]
    steps = [Plain(name=f"s{number}", call=parts[1] if number == 3 else print) for number in range(8)]
    services = {"db": Plain(connection=parts[4], pool={"lock": parts[0]}), "log": Plain(file=parts[2])}
    plugins = [Rows([parts[5]]), functools.partial(parts[7], 1), Frozen((), {"rows": parts[3]})]
    return Plain(steps=steps, services=services, plugins=plugins, guard=parts[6]), parts


BAD: tuple[Case, ...] = (
    *(in_a_list, in_dicts, in_tuples, attributes, slots, slots_and_dict, set_members, dict_keys, in_deque),
    *(in_ordered_dict, in_defaultdict, in_namedtuple, in_dataclass, in_frozen_dataclass, in_partial, bound_method),
    *(exception_arguments, exception_attributes, in_namespace, list_subclass, dict_subclass, own_state),
    *(own_reduction, in_a_circle, shared, far_down, in_a_wide_list, in_a_wide_dict, functions),
    *(instances_of_a_local_class, local_classes, modules, handlers, in_a_queue, connections, pools, contexts),
    *(references, frames, pointers, refusing, an_application),
)


# ---------------------------------------------------------------- pickles, and does not load


def exception_by_name() -> Any:
    one = subprocess.CalledProcessError(returncode=1, cmd="convert")
    return {"errors": [one]}, [one]


def exception_init() -> Any:
    one = BadInit(1, "text")
    return Plain(last=one), [one]


def endless_getattr() -> Any:
    one = Delegates()
    return [1, one], [one]


UNLOADABLE: tuple[Case, ...] = (exception_by_name, exception_init, endless_getattr)


# ---------------------------------------------------------------- crosses


def plain_values() -> Any:
    return {"a": [1, 2.0, None, b"x"], "s": {1, 2}, "t": (1, (2,))}, []


def by_name() -> Any:
    return [print, len, Plain, collections.OrderedDict, Color.RED, generator], []


def holders() -> Any:
    return [functools.partial(print, end=""), Plain(x=1).method, Pair(1, 2), Config("c", {}, None)], []


def library_values() -> Any:
    return {
        "when": datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc), "path": pathlib.PurePosixPath("/a"),
        "re": re.compile("a"), "n": decimal.Decimal("1.5"), "r": range(3), "it": iter([1]),
    }, []  # fmt: skip


def own_classes() -> Any:
    return [Slotted(1, 2), Both(1, 2), Rows([1]), Table(a=1), Stateful([1]), Reduced(1)], []


def errors() -> Any:
    return [ValueError("x", 1), OSError(2, "no", "f"), KeyError("k")], []


def a_circle() -> Any:
    one = Plain()
    one.me = [one, {"me": one}]
    return one, []


def a_chain() -> Any:
    return chain(60, [1]), []


def wide() -> Any:
    return [{"id": number, "v": None} for number in range(10_000)], []


FINE: tuple[Case, ...] = (
    *(plain_values, by_name, holders, library_values, own_classes, errors, a_circle, a_chain, wide),
)


def million() -> Any:
    """A million nodes: half a million rows with a list each, the last of which holds a generator."""
    rows: list[Any] = [{"id": number, "v": [number]} for number in range(500_000)]
    one = generator()
    rows[-1]["v"].append(one)
    return rows, [one]
