"""A queue's feeder thread dropped an item, and somebody waits for it."""

from __future__ import annotations

import os
from collections.abc import Iterable

from ..facts.leaves import Failure
from .rule import RunRule, RunView, Said
from .waits import in_words, waiting

_CHANNELS = ("queue", "dataloader")  # whose feeder threads pickle


def _find(run: RunView) -> Iterable[Said]:
    waits = waiting(run.facts, "an item of a queue", "a queue's items to be done", "a batch of its workers")
    dropped = [f for f in run.facts.failures if f.channel in _CHANNELS and f.stage == "dump" and not f.delivered]
    if not run.ended or not waits:
        return
    for failure in dropped:
        yield Said(
            f"{in_words(waits[0])}, and it never comes: {_put(failure)} had returned, then the feeder thread could not pickle "
            "the item and dropped it",
            "put only what pickles; a SimpleQueue pickles in put() itself and raises there"
            if failure.channel == "queue"
            else "return only what pickles from the dataset and collate_fn; timeout= of the DataLoader ends the wait with an error",
            channel=failure.channel,
            direction=failure.direction,
            place=failure.place,
        )


def _put(failure: Failure) -> str:
    if failure.channel == "dataloader":
        return "put() of a batch, in the worker,"
    return f"put() at {os.path.basename(failure.place[0])} line {failure.place[1]}" if failure.place else "put()"


RULE = RunRule(
    code="PK502",
    slug="queue-put-dropped",
    title="an item was dropped by a queue's feeder thread, and is waited for",
    why=(
        "Queue.put() only hands the item to a thread of the queue, which pickles it later. What does not pickle is dropped "
        "there: put() has returned, the traceback goes to standard error, and whoever waits for the item waits for ever."
    ),
    find=_find,
)
