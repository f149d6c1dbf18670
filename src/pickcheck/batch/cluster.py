"""The scripts' runs on an existing dask.distributed cluster; nothing of dask is imported before it is asked for.

The workers see the same files: a script, with what it imports and reads, is found under the same path, and runs in the
same folder. (Its bytes alone would not do: scripts import their neighbours.) What a worker runs it with is the worker's own:
its environment, its interpreters, its pickcheck, which has to be of this version.

    this process ── job ──▶ scheduler ──▶ worker's thread ── job ──▶ a process (job.py) ──▶ the script's runs
                ◀── report ──                            ◀── report ──
"""

from __future__ import annotations

import importlib
import logging
import os
import pickle
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .. import __version__
from ..checker import Options
from ..errors import ClusterError, UsageError
from ..launch.launcher import Stop
from ..model import Report, Target
from . import job, not_checked

SCHEMES = ("dask://", "tcp://", "tls://")
ANSWER = 10.0  # seconds that the scheduler has to answer
PATIENCE = 30.0  # seconds that a cluster may be without any worker
RETRIES = 2  # when the process that checks a script dies and its worker lives
_LOOK = 0.1


def cluster_of(given: str) -> Cluster:
    """The cluster of an address, ``dask://HOST:PORT``; raises UsageError for anything else."""
    scheme = next((scheme for scheme in SCHEMES if given.startswith(scheme)), None)
    host, colon, port = given.removeprefix(scheme or "").rpartition(":")
    if scheme is None or not (host and colon and port.isdigit()):
        raise UsageError(f"--executor takes dask://HOST:PORT, the address of a dask scheduler, not {given!r}")
    return Cluster(given.replace("dask://", "tcp://", 1))


class Cluster:
    """An existing cluster, by its scheduler's address.

    patience: seconds that it may be without any worker before what is left is given up.
    """

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self.address = address
        self.patience = patience

    def reports(
        self, targets: Sequence[Target], options: Options, stop: Stop, begun: Callable[[Target], None]
    ) -> Iterator[tuple[int, Report]]:
        """See ``Executor``. As many scripts at a time as the workers have threads. Raises ClusterError."""
        client = self._connect()
        try:
            self._greet(client)
            yield from _Flight(self, client, targets, options, stop, begun).reports()
        finally:
            client.close(timeout=2)

    def _connect(self) -> Any:
        try:
            distributed = importlib.import_module("distributed")
        except ImportError:
            raise ClusterError("--executor needs dask.distributed: pip install 'dask[distributed]'") from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is said in our own words
        warnings.filterwarnings("ignore", module="distributed")
        try:
            return distributed.Client(self.address, timeout=ANSWER, set_as_default=False, name="pickcheck")
        except (OSError, ValueError):  # TimeoutError among them
            raise ClusterError(f"no dask scheduler answers at {self.address}") from None

    def _greet(self, client: Any) -> None:
        """Every worker that is there has this pickcheck."""
        answers = client.run(greeting, on_error="return") if self.threads(client) else {}
        if not answers:
            raise ClusterError(f"the dask scheduler at {self.address} has no worker")
        for worker, answer in answers.items():
            if isinstance(answer, ImportError):
                raise ClusterError(f"the worker {worker} has no pickcheck: install {__version__} there ({answer})")
            if isinstance(answer, str) and answer != __version__:
                raise ClusterError(f"the worker {worker} has pickcheck {answer}, and this is {__version__}")

    def threads(self, client: Any) -> int | None:
        """How many threads the workers have together; None when the scheduler does not answer."""
        try:
            return int(sum(client.nthreads().values()))
        except Exception:  # whatever the connection raises, it is gone
            return None


class _Flight:
    """Targets on their way: ``waiting`` (indices), and ``flying``, the futures of those that a worker has.

    suspects: those that were being checked when a worker died, too often for the scheduler (``allowed-failures``). Which of
    them took it down is seen when each is checked again with no other beside it.
    """

    def __init__(
        self, cluster: Cluster, client: Any, targets: Sequence[Target], options: Options, stop: Stop,
        begun: Callable[[Target], None],
    ) -> None:  # fmt: skip
        self.cluster, self.client, self.targets, self.options = cluster, client, targets, options
        self.stop, self.begun = stop, begun
        self.waiting = deque(range(len(targets)))
        self.flying: dict[Any, int] = {}
        self.suspects: deque[int] = deque()
        self.together: set[int] = set()
        self.threads = cluster.threads(client) or 1
        self.last_seen = self.looked = time.monotonic()

    def reports(self) -> Iterator[tuple[int, Report]]:
        try:
            while (self.waiting or self.flying or self.suspects) and not self.stop.is_set():
                self._fill()
                yield from self._landed()
                if (reason := self._gone()) is not None:
                    yield from self._given_up(reason)
                    return
                time.sleep(_LOOK)
        finally:
            self.client.cancel(list(self.flying), force=True)

    def _fill(self) -> None:
        while self.waiting and len(self.flying) < self.threads:
            self._submit(self.waiting.popleft())
        if self.suspects and not self.flying and not self.waiting:
            number = self.suspects.popleft()
            self.together.discard(number)
            self._submit(number)

    def _submit(self, number: int) -> None:
        target = self.targets[number]
        self.begun(target)
        key = f"pickcheck-{uuid.uuid4().hex}"
        data = pickle.dumps((target, self.options))
        future = self.client.submit(on_worker, data, os.getcwd(), key, key=key, retries=RETRIES, pure=False)
        self.flying[future] = number
        if len(self.flying) > 1:
            self.together.update(self.flying.values())

    def _landed(self) -> Iterator[tuple[int, Report]]:
        for future in [future for future in self.flying if future.done()]:
            number = self.flying.pop(future)
            if future.status == "finished" and (data := future.result()) is not None:
                yield number, pickle.loads(data)  # noqa: S301 - from a pickcheck of this version
            elif future.status != "error":  # cancelled by someone else, or lost with its scheduler
                self.waiting.append(number)
            elif type(error := future.exception()).__name__ == "KilledWorker" and number in self.together:
                self.suspects.append(number)
            else:
                yield number, self._not_checked(number, _words(error))

    def _gone(self) -> str | None:
        """Why no more will come, if that is so."""
        now = time.monotonic()
        if now - self.looked < 1:
            return None
        self.looked = now
        threads = self.cluster.threads(self.client)
        if threads:
            self.threads, self.last_seen = threads, now
        if now - self.last_seen <= self.cluster.patience:
            return None
        return "the scheduler does not answer any more" if threads is None else "the cluster has no worker any more"

    def _given_up(self, reason: str) -> Iterator[tuple[int, Report]]:
        for number in sorted([*self.waiting, *self.suspects, *self.flying.values()]):
            yield number, self._not_checked(number, reason)

    def _not_checked(self, number: int, reason: str) -> Report:
        return not_checked(self.targets[number], self.options, f"not checked: {reason}")


def _words(error: BaseException) -> str:
    if type(error).__name__ == "KilledWorker":
        times = getattr(error, "allowed_failures", 0) + 1
        return f"each worker that it was given to died ({times} in a row)"
    return " ".join(str(error).split()) or type(error).__name__


# ---------------------------------------------------------------- on a worker


def greeting() -> str:
    """The worker's pickcheck."""
    return __version__


def on_worker(data: bytes, folder: str, key: str) -> bytes | None:
    """Check one script in a process of its own; ended when its key is no longer wanted."""
    worker = importlib.import_module("distributed").get_worker()

    def is_wanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state in ("executing", "long-running")

    try:
        return job.run(data, folder, is_wanted)
    except FileNotFoundError:
        target, options = pickle.loads(data)  # noqa: S301 - from a pickcheck of this version
        reason = f"the worker {worker.address} has no folder {folder}: workers must see the same files"
        return pickle.dumps(not_checked(target, options, reason))
