"""Whose a process object is, by the function that it runs, and what the user calls its parts."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .crossings import Roots

# Whose Process it is, by the function it runs: what the user calls its arguments (positions in ``_args``).
_POOL = [("obj._args[2]", "initializer", 0), ("obj._args[3]", "initargs", 0)]
_LOADER = [("obj._args[1]", "dataset", 0), ("obj._args[6]", "collate_fn", 0), ("obj._args[9]", "worker_init_fn", 0)]
_MANAGER = [("obj._args[0]", "self._registry", 0), ("obj._args[5]", "initializer", 0), ("obj._args[6]", "initargs", 0)]
_OWNERS: dict[str, tuple[str, Roots]] = {
    "multiprocessing.pool.worker": ("pool", _POOL),
    "multiprocess.pool.worker": ("pool", _POOL),
    "concurrent.futures.process._process_worker": ("executor", _POOL),
    "BaseManager._run_server": ("manager", _MANAGER),
    "torch.utils.data._utils.worker._worker_loop": ("dataloader", _LOADER),
    "loky.process_executor._process_worker": ("loky", _POOL),
    "joblib.externals.loky.process_executor._process_worker": ("joblib", _POOL),
}
PROCESS: Roots = [
    ("obj._target", "target", 0),
    ("obj._args", "args", 0),
    ("obj._kwargs", "kwargs", 0),
    ("obj", "self", 0),
]


def owner_of(process: Any) -> tuple[str, Roots]:
    """Whether this process is a pool's, an executor's, a manager's or the user's own."""
    target = getattr(process, "_target", None)
    return _owner(getattr(target, "__module__", ""), getattr(target, "__qualname__", ""))


def _owner(module: str, qualname: str) -> tuple[str, Roots]:
    return _OWNERS.get(qualname) or _OWNERS.get(f"{module}.{qualname}") or ("process", [])


def process_roots(module: str, qualname: str) -> tuple[str, Roots]:
    """Whose process it is, by the name of its target, and what the user calls the parts of the process object."""
    channel, roots = _owner(module, qualname)
    return channel, [*roots, *PROCESS]
