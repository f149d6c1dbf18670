"""What the recorder knows of engines that need not be there: whose code is whose, and what the user calls its parts."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest

from pickcheck.recorder import places
from pickcheck.recorder.crossings import executor_task, of_pool
from pickcheck.recorder.engine_loky import batch_roots
from pickcheck.recorder.labels import label_of

SITE = "/venv/lib/python3.11/site-packages"
KINDS = {
    f"{SITE}/joblib/parallel.py": places.ENGINE,
    f"{SITE}/torch/utils/data/dataloader.py": places.ENGINE,
    f"{SITE}/torch/nn/modules/module.py": places.PACKAGE,
    f"{SITE}/multiprocess/pool.py": places.ENGINE,
    f"{SITE}/numpy/core.py": places.PACKAGE,
    "msgpack/_unpacker.pyx": places.PACKAGE,
    "/home/me/joblib/app.py": places.USER,
}


@pytest.mark.parametrize("path", KINDS)
def test_whose_code(path: str) -> None:
    """An engine's code is never a user's line, nor is what Cython compiled."""
    assert places.kind_of(path.replace("/", os.sep)) == KINDS[path]


LABELS = {
    f"{SITE}/multiprocess/pool.py": "pool.py:work",
    f"{SITE}/joblib/externals/loky/process_executor.py": "loky/process_executor.py:work",
    f"{SITE}/distributed/client.py": "distributed/client.py:work",
    f"{SITE}/joblib/parallel.py": "",
    "/home/me/loky/app.py": "",
}


@pytest.mark.parametrize("path", LABELS)
def test_labels(path: str) -> None:
    """multiprocess is taken for what it copies; a user's folder of such a name is nobody's."""
    space: dict[str, object] = {}
    exec(compile("def work(): pass", path.replace("/", os.sep), "exec"), space)
    assert label_of(space["work"].__code__) == LABELS[path]  # type: ignore[attr-defined]


def test_a_batch_of_calls() -> None:
    """Each of joblib's calls has a function and arguments as delayed() made them; other tasks have none of that."""

    class BatchedCalls:
        items = [(len, ((),), {}), (max, (1, 2), {})]

    assert batch_roots("obj.fn", BatchedCalls())[3:5] == [
        ("obj.fn.items[1][0]", "func", 0),
        ("obj.fn.items[1][1]", "args", 0),
    ]
    assert batch_roots("obj.fn", SimpleNamespace(items=[1])) == []


def test_a_part_of_a_map() -> None:
    """The place and the index are those of the future, whichever work item it has (loky's has slots)."""
    future = SimpleNamespace(_pickcheck_place=("app.py", 3, "<module>"), _pickcheck_index=4)
    item = SimpleNamespace(work_id=7, args=([(1,), (2,)],))
    crossing = executor_task(item, SimpleNamespace(future=future))
    assert (crossing.place, crossing.job) == (("app.py", 3, "<module>"), (7, 4))
    assert ("obj.args[0][1][0]", "iterable[5]", 0) in crossing.roots


def test_a_pool_of_nobody() -> None:
    """What is sent by other than a pool's own threads and workers is none of a pool's tasks."""
    assert of_pool(None, (0, 0, len, (), {}), failed=True) is None


def test_every_channel_has_an_advice() -> None:
    """What is to be done about a worker that died is known for every kind of worker."""
    from pickcheck.recorder.owners import _OWNERS
    from pickcheck.rules.child_died_parent_ok import _ADVICE

    assert {"process", *(channel for channel, _roots in _OWNERS.values())} == set(_ADVICE)
