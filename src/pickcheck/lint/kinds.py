"""What library calls make that does not pickle: the facts of the leaf that a run would find in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """What a call makes. type: its full name; inner: the steps to the leaf inside, and that one's type.

    bases: full names of the leaf's bases, as far as rules ask for them. raised: what pickling raises, where a rule says it.
    python_class: whether Python code of its class refuses. module: of an inner function, where it is defined.
    """

    type: str
    inner: str = ""
    leaf: str = ""
    bases: tuple[str, ...] = ()
    raised: tuple[str, str] = ("", "")
    python_class: bool = False
    module: str = ""


def _lock(type_: str, inner: str, leaf: str = "_thread.lock") -> Kind:
    return Kind(type_, inner, leaf)


_TEXT = Kind("_io.TextIOWrapper", bases=("_io._IOBase",))
_HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "new")
KINDS: dict[str, Kind] = {
    "threading.Lock": Kind("_thread.lock"),
    "threading.RLock": Kind("_thread.RLock"),
    "threading.local": Kind("_thread._local"),
    "threading.Condition": _lock("threading.Condition", "._lock", "_thread.RLock"),
    "threading.Event": _lock("threading.Event", "._cond._lock"),
    "threading.Semaphore": _lock("threading.Semaphore", "._cond._lock"),
    "threading.BoundedSemaphore": _lock("threading.BoundedSemaphore", "._cond._lock"),
    "threading.Barrier": _lock("threading.Barrier", "._cond._lock"),
    "threading.Thread": _lock("threading.Thread", "._started._cond._lock"),
    "threading.Timer": _lock("threading.Timer", "._started._cond._lock"),
    "queue.Queue": _lock("queue.Queue", ".mutex"),
    "queue.LifoQueue": _lock("queue.LifoQueue", ".mutex"),
    "queue.PriorityQueue": _lock("queue.PriorityQueue", ".mutex"),
    "queue.SimpleQueue": Kind("_queue.SimpleQueue"),
    "logging.FileHandler": _lock("logging.FileHandler", ".lock", "_thread.RLock"),
    "logging.StreamHandler": _lock("logging.StreamHandler", ".lock", "_thread.RLock"),
    "logging.RotatingFileHandler": _lock("logging.handlers.RotatingFileHandler", ".lock", "_thread.RLock"),
    "sqlite3.connect": Kind("sqlite3.Connection"),
    "ssl.SSLContext": Kind("ssl.SSLContext"),
    "ssl.create_default_context": Kind("ssl.SSLContext"),
    "mmap.mmap": Kind("mmap.mmap"),
    "select.epoll": Kind("select.epoll"),
    "select.poll": Kind("select.poll"),
    "os.scandir": Kind("posix.ScandirIterator"),
    "weakref.ref": Kind("weakref.ReferenceType"),
    "weakref.WeakSet": Kind("_weakrefset.WeakSet", "._remove", "builtins.function", module="_weakrefset"),
    "csv.reader": Kind("_csv.reader"),
    "csv.writer": Kind("_csv.writer"),
    "contextvars.ContextVar": Kind("_contextvars.ContextVar"),
    "struct.Struct": Kind("_struct.Struct"),
    "zlib.compressobj": Kind("zlib.Compress"),
    "zlib.decompressobj": Kind("zlib.Decompress"),
    "random.SystemRandom": Kind(
        "random.SystemRandom",
        raised=("builtins.NotImplementedError", "System entropy source does not have state."),
        python_class=True,
    ),
    "ctypes.c_char_p": Kind("ctypes.c_char_p", bases=("_ctypes._SimpleCData",)),
    "ctypes.c_wchar_p": Kind("ctypes.c_wchar_p", bases=("_ctypes._SimpleCData",)),
    "ctypes.c_void_p": Kind("ctypes.c_void_p", bases=("_ctypes._SimpleCData",)),
    "multiprocessing.Pool": Kind("multiprocessing.pool.Pool"),
    "multiprocessing.pool.ThreadPool": Kind("multiprocessing.pool.ThreadPool"),
    "multiprocessing.Manager": Kind("multiprocessing.managers.SyncManager"),
    "concurrent.futures.ProcessPoolExecutor": Kind("concurrent.futures.process.ProcessPoolExecutor"),
    "concurrent.futures.ThreadPoolExecutor": Kind("concurrent.futures.thread.ThreadPoolExecutor"),
    **{f"hashlib.{name}": Kind("_hashlib.HASH") for name in _HASHES},
}
STREAMS = {f"sys.{name}": _TEXT for name in ("stdin", "stdout", "stderr")}


def opened(mode: object) -> Kind | None:
    """What ``open`` gives in this mode; None where the mode is not known."""
    if not isinstance(mode, str):
        return None
    if "b" not in mode:
        return _TEXT
    kind = "BufferedRandom" if "+" in mode else "BufferedReader" if "r" in mode else "BufferedWriter"
    return Kind(f"_io.{kind}", bases=("_io._IOBase",))


_CLASSES = {
    "Queue": "queues.Queue",
    "JoinableQueue": "queues.JoinableQueue",
    "SimpleQueue": "queues.SimpleQueue",
    "Value": "sharedctypes.Synchronized",
    "Array": "sharedctypes.SynchronizedArray",
}


def primitive(name: str) -> str:
    """The full name of the type of one of multiprocessing's own, ``multiprocessing.Lock``."""
    short = name.rpartition(".")[2]
    return f"multiprocessing.{_CLASSES.get(short, f'synchronize.{short}')}"
