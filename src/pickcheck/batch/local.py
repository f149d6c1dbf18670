"""The scripts' runs in processes of this machine, some scripts at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace

from ..checker import Options
from ..launch.launcher import Stop
from ..model import Report, Target
from . import check_one


class Local:
    """``options.jobs`` scripts at a time; the runs of one script come one after the other."""

    def reports(
        self, targets: Sequence[Target], options: Options, stop: Stop, begun: Callable[[Target], None]
    ) -> Iterator[tuple[int, Report]]:
        """See ``Executor``."""
        each = replace(options, jobs=1)

        def one(target: Target) -> Report | None:
            if stop.is_set():
                return None
            begun(target)
            return check_one(target, each, stop)

        with ThreadPoolExecutor(options.jobs) as pool:
            futures = {pool.submit(one, target): number for number, target in enumerate(targets)}
            try:
                for future in as_completed(futures):
                    if (report := future.result()) is not None:
                        yield futures[future], report
            except BaseException:
                stop.set()  # the pool is waited for
                raise
