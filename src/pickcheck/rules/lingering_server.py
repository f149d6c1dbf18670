"""The script waits for all of its children, and multiprocessing's own servers are among them."""

from __future__ import annotations

from collections.abc import Iterable

from .rule import RunRule, RunView, Said
from .waits import in_words


def _find(run: RunView) -> Iterable[Said]:
    for wait in run.facts.waits:
        if run.ended and wait.servers:
            yield Said(
                f"{in_words(wait)}: multiprocessing started that for itself, and it ends only when this process does",
                "wait for the processes that you started, and for no others: join() each, or wait for their sentinels with "
                "multiprocessing.connection.wait()",
                channel="process",
                place=wait.place,
            )


RULE = RunRule(
    code="PK310",
    slug="lingering-server",
    title="a wait for all children waits for multiprocessing's own servers",
    why=(
        "Under spawn and forkserver a process that starts others has one child more, the resource tracker, and under "
        "forkserver the fork server as well; the processes that one has started are then the fork server's children, and no "
        "longer one's own. A loop of os.wait() or os.waitpid(-1, 0) until there is no child left never ends, and whoever "
        "counts children counts those two. It is seen on Linux."
    ),
    find=_find,
)
