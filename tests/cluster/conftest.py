"""A real scheduler and real workers of dask.distributed on loopback, started and ended by the test."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

LOCAL = ("--host", "127.0.0.1", "--no-dashboard")


class Cluster:
    """A scheduler, and the workers started so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scheduler = self._start("scheduler", *LOCAL, "--port", "0", "--scheduler-file", str(folder / "scheduler"))
        self.workers: list[subprocess.Popen[bytes]] = []
        self._await(lambda: (folder / "scheduler").exists())
        text = (folder / "scheduler").read_text(encoding="utf-8")
        self.address = text.partition('"address": "tcp://')[2].partition('"')[0]

    def add(self, count: int = 2, *words: str) -> None:
        """So many more workers, each of one thread and with no nanny, and wait until they are there."""
        from distributed import Client

        for _ in range(count):
            directory = str(self.folder / f"worker-{len(self.workers)}")
            one = ("--no-nanny", "--nthreads", "1", "--local-directory", directory, *words)
            self.workers.append(self._start("worker", f"tcp://{self.address}", *LOCAL, *one))
        with Client(f"tcp://{self.address}", set_as_default=False) as client:
            client.wait_for_workers(count, timeout=60)

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        log = open(self.folder / "log", "ab")  # noqa: SIM115
        environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        command = [sys.executable, "-m", "dask", *words]
        with log:
            return subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, env=environment)

    def _await(self, happened: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not happened() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert happened(), (self.folder / "log").read_text()

    def end(self) -> None:
        """End every process of it."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of two workers."""
    pytest.importorskip("distributed", reason="dask.distributed is not installed")
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.add(2)
        yield made
    finally:
        made.end()
