"""A process is forked beside the threads of OpenMP or of a BLAS."""

from __future__ import annotations

from collections.abc import Iterable

from . import native_threads
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    return native_threads.say(
        run,
        native_threads.OPENMP,
        "use spawn or forkserver; or let the parent compute in one thread (OMP_NUM_THREADS=1, torch.set_num_threads(1)) until it has forked",
    )


RULE = RunRule(
    code="PK604",
    slug="blas-openmp-fork",
    title="a process is forked beside the threads of OpenMP or a BLAS",
    why=(
        "OpenMP keeps its threads for the next parallel region. A forked child believes that it has them, and waits without end for "
        "them to begin or to finish. (OpenBLAS ends its threads for a fork and starts new ones, and is not reported where it does.)"
    ),
    find=_find,
)
