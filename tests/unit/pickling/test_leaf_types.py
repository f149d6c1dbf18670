"""Everything of the catalogue's section 1 that will not cross is found, in the very object and through a holder."""

from __future__ import annotations

import array
import asyncio
import concurrent.futures
import contextvars
import csv
import ctypes
import hashlib
import io
import itertools
import logging
import mmap
import multiprocessing as mp
import os
import pickle
import queue
import random
import re
import select
import selectors
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading
import types
import weakref
import zlib
from multiprocessing.reduction import ForkingPickler
from typing import Any

import pytest

from pickcheck.pickling.names import SINK
from pickcheck.pickling.probe import Limits, find_leaves


def function() -> Any:
    def inner() -> None: ...

    return inner


def generator() -> Any:
    yield


async def coroutine() -> None: ...


async def asynchronous() -> Any:
    yield


def closed_coroutine() -> Any:
    made = coroutine()
    made.close()
    return made


class Plain:
    def __init__(self, part: Any) -> None:
        self.part = part

    def method(self) -> None: ...

    lambda_of_class = lambda self: 0  # noqa: E731


class Pointing(ctypes.Structure):
    _fields_ = (("pointer", ctypes.POINTER(ctypes.c_int)),)


class Refuses:
    def __getstate__(self) -> Any:
        raise NotImplementedError("h5py objects cannot be pickled")


class Malformed:
    def __init__(self, value: Any) -> None:
        self.value = value

    def __reduce__(self) -> Any:
        return self.value


class Items:
    def __reduce__(self) -> Any:
        def broken() -> Any:
            yield 1
            raise KeyError("item")

        return Items, (), None, broken()


def reraised() -> Any:
    try:
        raise ValueError
    except ValueError as error:
        return error.__traceback__


def not_same() -> Any:
    def other() -> None: ...

    other.__module__, other.__qualname__ = __name__, "function"
    return other


def logger_handler() -> Any:
    return logging.StreamHandler(io.StringIO())


def process() -> Any:
    made = mp.get_context("spawn").Process()
    return made.authkey


MAKERS: dict[str, Any] = {
    "lambda": lambda: lambda: 0,
    "local function": function,
    "local class": lambda: type("Gone", (), {}),
    "lambda in a class": lambda: Plain.lambda_of_class,
    "not the same object": not_same,
    "instance of a made class": lambda: type("Gone", (), {})(),
    "lock": threading.Lock,
    "RLock": threading.RLock,
    "Event": threading.Event,
    "Condition": threading.Condition,
    "Semaphore": threading.Semaphore,
    "Barrier": lambda: threading.Barrier(2),
    "Timer": lambda: threading.Timer(1, print),
    "Thread": threading.Thread,
    "local": threading.local,
    "queue.Queue": queue.Queue,
    "queue.SimpleQueue": queue.SimpleQueue,
    "queue.PriorityQueue": queue.PriorityQueue,
    "Future": concurrent.futures.Future,
    "ThreadPoolExecutor": lambda: concurrent.futures.ThreadPoolExecutor(1),
    "ProcessPoolExecutor": lambda: concurrent.futures.ProcessPoolExecutor(1),
    "asyncio.Event loop": asyncio.new_event_loop,
    "handler": logger_handler,
    "module": lambda: sys,
    "file": lambda: open(os.devnull, encoding="utf-8"),
    "binary file": lambda: open(os.devnull, "rb"),
    "raw file": lambda: open(os.devnull, "rb", buffering=0),
    "buffered writer": lambda: open(os.devnull, "wb"),
    "SSLContext": lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    "sqlite3.Connection": lambda: sqlite3.connect(":memory:"),
    "sqlite3.Cursor": lambda: sqlite3.connect(":memory:").cursor(),
    "mmap": lambda: mmap.mmap(-1, 10),
    "scandir": lambda: os.scandir("."),
    "DirEntry": lambda: list(os.scandir(os.path.dirname(__file__)))[0],
    "selector": selectors.DefaultSelector,
    "poll": lambda: select.poll(),
    "generator": generator,
    "generator expression": lambda: (n for n in ()),
    "coroutine": closed_coroutine,
    "asynchronous generator": asynchronous,
    "frame": lambda: sys._getframe(),
    "traceback": reraised,
    "code": lambda: function.__code__,
    "cell": lambda: types.CellType(1),
    "dict_keys": lambda: {}.keys(),
    "dict_values": lambda: {}.values(),
    "dict_items": lambda: {}.items(),
    "mappingproxy": lambda: types.MappingProxyType({}),
    "re.Match": lambda: re.match("a", "a"),
    "re.Scanner": lambda: re.compile("a").finditer("a"),
    "csv.reader": lambda: csv.reader([]),
    "csv.writer": lambda: csv.writer(io.StringIO()),
    "hash": hashlib.sha256,
    "zlib object": zlib.compressobj,
    "ContextVar": lambda: contextvars.ContextVar("v"),
    "Context": contextvars.copy_context,
    "Token": lambda: contextvars.ContextVar("v").set(1),
    "memoryview": lambda: memoryview(b"a"),
    "weakref": lambda: weakref.ref(Plain),
    "weak proxy": lambda: weakref.proxy(Plain),
    "WeakSet": weakref.WeakSet,
    "WeakKeyDictionary": weakref.WeakKeyDictionary,
    "WeakValueDictionary": weakref.WeakValueDictionary,
    "os.environ": lambda: os.environ,
    "property": lambda: property(),
    "staticmethod": lambda: staticmethod(print),
    "classmethod": lambda: classmethod(print),
    "ctypes pointer": lambda: ctypes.pointer(ctypes.c_int(1)),
    "ctypes structure": Pointing,
    "ctypes callback": lambda: ctypes.CFUNCTYPE(None)(print),
    "authentication key": process,
    "mp.Lock": lambda: mp.get_context("spawn").Lock(),
    "mp.Event": lambda: mp.get_context("spawn").Event(),
    "mp.Queue": lambda: mp.get_context("spawn").Queue(),
    "mp.SimpleQueue": lambda: mp.get_context("spawn").SimpleQueue(),
    "mp.Value": lambda: mp.get_context("spawn").Value("i", 1),
    "mp.Array": lambda: mp.get_context("spawn").Array("i", 1),
    "SystemRandom": random.SystemRandom,
    "refusal": Refuses,
    "reduce value that is None": lambda: Malformed(None),
    "reduce value too short": lambda: Malformed((list,)),
    "reduce value too long": lambda: Malformed((list,) * 7),
    "reduce value without a callable": lambda: Malformed((1, ())),
    "reduce value without arguments": lambda: Malformed((list, None)),
    "reduce value with a list of items": lambda: Malformed((list, (), None, [1])),
    "name that leads nowhere": lambda: Malformed("gone"),
    "items that raise": Items,
    "ExitStack of a local function": lambda: Plain(function()),
    "tee": lambda: itertools.tee((n for n in ()))[0],
    "array in a lambda's default": lambda: lambda a=array.array("i"): a,
}
if sys.platform == "win32":  # there the selector is select() alone, plain data that does pickle
    del MAKERS["selector"], MAKERS["poll"]
HOLDERS = {
    "itself": lambda part: part,
    "in a list": lambda part: [1, part],
    "in an instance": lambda part: Plain({"k": [part]}),
    "by a method": lambda part: Plain(part).method,
    "in a large list": lambda part: [*([n] for n in range(300)), part],
}


def dumps(obj: object) -> BaseException | None:
    try:
        ForkingPickler(SINK).dump(obj)
    except Exception as error:
        return error
    return None


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("kind", MAKERS)
def test_found_exactly_when_the_dump_fails(kind: str, holder: str, request: pytest.FixtureRequest) -> None:
    part = MAKERS[kind]()
    if "file" in kind or kind in ("buffered writer", "scandir", "asyncio.Event loop", "sqlite3.Connection"):
        request.addfinalizer(part.close)
    obj = HOLDERS[holder](part)
    failed = dumps(obj)
    leaves = find_leaves(obj, limits=Limits(walk=100)).leaves
    cured = kind.startswith("dict_") and "multiprocessing.managers" in sys.modules  # whose reducers send views as lists
    assert (failed is None) is cured
    assert bool(leaves) is (failed is not None)
    if failed is not None and kind != "weak proxy":
        raised = {leaf["raised"]["type"].rpartition(".")[2] for leaf in leaves}
        assert type(failed).__name__ in raised
    for leaf in leaves:
        if "{" not in leaf["path"] and "(<" not in leaf["path"] and "__reduce_ex__" not in leaf["path"]:
            reached = eval(leaf["path"], {"obj": obj})
            assert f"{type(reached).__module__}.{type(reached).__qualname__}" == leaf["type"]
        repr(leaf).encode()
        assert " at 0x" not in leaf["repr"]


@pytest.mark.filterwarnings("ignore")
def test_a_plain_socket_is_refused_by_pickle_alone() -> None:
    with socket.socket() as plug:
        assert find_leaves(plug).leaves == []
        assert find_leaves(plug, pickler=pickle.Pickler).leaves[0]["type"] == "socket.socket"


def test_popen() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as popen:
        leaves = find_leaves(popen).leaves
    assert {leaf["within"]["type"] for leaf in leaves} == {"subprocess.Popen"}
