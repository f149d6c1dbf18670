"""An item that a queue's feeder thread cannot pickle, and drops."""

from __future__ import annotations

import sys

from .buffers import Buffer
from .crossings import Crossing, executor_task
from .dumps import LOOK
from .later import bring
from .puts import ENGINES
from .session import quiet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .buffers import Run

_QUEUES = ("multiprocessing.queues", "multiprocess.queues")


@quiet
def failed(run: Run, buffer: Any, onerror: Any, item: Any) -> None:
    """The feeder thread could not pickle this item, and drops it."""
    run.counted += 1  # what did not cross is none of the total's
    raised, total = sys.exc_info()[1], run.line.total
    if type(buffer) is not Buffer or run.line is buffer.nobody or raised is None:
        return
    # A queue class of the user's may take over what the feeder thread does with an error.
    handled = getattr(onerror, "__module__", _QUEUES[0]) not in _QUEUES
    roots = next((roots for *where, roots in ENGINES.values() if where == [total.channel, total.direction]), [])
    crossing = Crossing(total.channel, total.direction, total.place, roots, delivered=handled)
    if buffer.pending is not None:
        crossing = executor_task(item, buffer.pending.get(item.work_id))
    bring(*LOOK)
    from .failures import own_pickler, record_failure

    record_failure(item, raised, crossing, own_pickler(buffer.forking))
