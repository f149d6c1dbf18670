"""A process is forked beside the threads of Hugging Face's tokenizers."""

from __future__ import annotations

from collections.abc import Iterable

from . import native_threads
from .rule import RunRule, RunView, Said


def _find(run: RunView) -> Iterable[Said]:
    return native_threads.say(
        run,
        native_threads.TOKENIZERS,
        "set TOKENIZERS_PARALLELISM=false before the first use, or use spawn or forkserver",
    )


RULE = RunRule(
    code="PK606",
    slug="tokenizers-fork",
    title="a process is forked beside the threads of tokenizers",
    why=(
        "tokenizers works in a pool of threads that a forked child does not have. It notices that in the child and goes on in one thread, "
        "unless TOKENIZERS_PARALLELISM forces it to wait for threads that are not there."
    ),
    find=_find,
)
