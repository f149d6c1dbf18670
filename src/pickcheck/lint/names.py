"""Library names that are one thing under several: how they are written here."""

from __future__ import annotations

_MODULES = {
    "torch.multiprocessing": "multiprocessing",
    "multiprocessing.context": "multiprocessing",
    "multiprocessing.process": "multiprocessing",
    "multiprocessing.synchronize": "multiprocessing",
    "multiprocessing.queues": "multiprocessing",
    "multiprocessing.sharedctypes": "multiprocessing",
    "concurrent.futures.process": "concurrent.futures",
    "concurrent.futures.thread": "concurrent.futures",
}
_NAMES = {
    "multiprocessing.pool.Pool": "multiprocessing.Pool",
    "multiprocessing.connection.Pipe": "multiprocessing.Pipe",
    "multiprocessing.BaseProcess": "multiprocessing.Process",
    "multiprocessing.SpawnProcess": "multiprocessing.Process@spawn",
    "multiprocessing.ForkProcess": "multiprocessing.Process@fork",
    "multiprocessing.ForkServerProcess": "multiprocessing.Process@forkserver",
    "multiprocessing.managers.SyncManager": "multiprocessing.Manager",
    "posix": "os",
    "_thread.allocate_lock": "threading.Lock",
    "io.open": "builtins.open",
    "codecs.open": "builtins.open",
    "logging.handlers": "logging",
}

PROCESS = "multiprocessing.Process"
POOL = "multiprocessing.Pool"
EXECUTOR = "concurrent.futures.ProcessPoolExecutor"
INTERPRETERS = "concurrent.futures.InterpreterPoolExecutor"
MANAGER = "multiprocessing.Manager"
CONTEXT = "multiprocessing.get_context"
PIPE = "multiprocessing.Pipe"
QUEUES = frozenset(f"multiprocessing.{name}" for name in ("Queue", "JoinableQueue", "SimpleQueue"))
PRIMITIVES = QUEUES | frozenset(
    f"multiprocessing.{name}"
    for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition", "Event", "Barrier", "Value", "Array")
)
# What a with statement hands on as it is.
ENTERED = frozenset(
    (
        *(POOL, EXECUTOR, INTERPRETERS, MANAGER, "tempfile.NamedTemporaryFile", "builtins.open", "mmap.mmap"),
        *("sqlite3.connect", "subprocess.Popen"),
    )
)
# The start methods, and those whose children are not forked. The last one is the emulated one's name in reports.
METHODS = ("fork", "spawn", "forkserver", "windows")
ANEW = METHODS[1:]


def canonical(name: str) -> tuple[str, str | None]:
    """The name under which a thing is known here, and the start method that it names by itself."""
    head, _, tail = name.rpartition(".")
    name = f"{_MODULES.get(head, head)}.{tail}" if head else name
    name, _, context = _NAMES.get(name, name).partition("@")
    return name, context or None
