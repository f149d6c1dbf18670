"""What finding the leaves costs, next to `pickle.dumps` of the same graph without the bad leaf.

    python benchmarks/bench_pickling.py [--quick] [--memory-only | --time-only]

Of what crosses, also the whole of `pickcheck.check`: with load=False, and with load=True next to dumps and loads.

Time: both are timed in turn in the same process, best of N. Memory: each in a fresh process, the growth of the peak
resident set over the finished graph (Linux).
"""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from pickcheck import check
from pickcheck.pickling.probe import find_leaves

MILLION = 1_000_000


class Item:
    """An ordinary instance."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.bad: Any = None


class Holder:
    """An instance with a big list."""

    def __init__(self, items: list[Any]) -> None:
        self.title = "holder"
        self.items = items


Graph = tuple[Any, int]  # the graph, and how many leaves it has


def list_of_dicts(count: int, bad: int) -> Graph:
    rows = [{"id": number, "v": None} for number in range(count)]
    for index in range(bad):
        rows[-1 - index * (count // 50)]["v"] = threading.Lock()
    return rows, bad


def nested_lists(count: int, bad: int) -> Graph:
    rows: list[Any] = [[[number] for number in range(99)] for _ in range(count // 100)]
    if bad:
        rows[-1][-1].append(threading.Lock())
    return rows, bad


def instances(count: int, bad: int) -> Graph:
    rows = [Item(number) for number in range(count // 2)]
    if bad:
        rows[-1].bad = threading.Lock()
    return rows, bad


def big_list_in_object(count: int, bad: int) -> Graph:
    return Holder(list_of_dicts(count, bad)[0]), bad


def binary_tree(count: int, bad: int) -> Graph:
    level: list[Any] = [[number] for number in range(count // 2)]
    if bad:
        level[-1].append(threading.Lock())
    while len(level) > 1:
        pairs = [[level[i], level[i + 1]] for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) // 2 * 2 :]
    return level[0], bad


def small_and_big(count: int, bad: int) -> Graph:
    return {"a": {"name": "small"}, "big": list_of_dicts(count, bad)[0]}, bad


def fifty_leaves(count: int, bad: int) -> Graph:
    return list_of_dicts(count // 10, 50 if bad else 0)[0], 50 if bad else 0


def shared_core(count: int, bad: int) -> Graph:
    core = [{"id": number} for number in range(count // 10)]
    return [{"core": core, "lock": threading.Lock() if bad else None} for _ in range(200)], 200 if bad else 0


SHAPES: list[tuple[Callable[[int, int], Graph], float]] = [
    (list_of_dicts, 1.5),
    (nested_lists, 1.5),
    (instances, 1.5),
    (big_list_in_object, 1.5),
    (binary_tree, 1.5),
    (small_and_big, 1.5),
    (fifty_leaves, 2.0),
    (shared_core, 2.0),
]


def chain(depth: int, bad: bool, side: int) -> Any:
    node: Any = {"end": threading.Lock() if bad else None}
    for number in range(depth):
        node = {"n": number, "side": [[number] for _ in range(side)], "next": node}
    return node


def timed(work: Callable[[], Any]) -> float:
    gc.collect()
    start = time.process_time()  # nothing here waits, and others may use the machine
    work()
    return time.process_time() - start


def compare(good: Any, bad: Any, leaves: int, rounds: int) -> tuple[float, float]:
    """Best seconds of `pickle.dumps(good)` and of `find_leaves(bad)`."""
    found = find_leaves(bad)
    assert len(found.leaves) == leaves and not found.notes, (len(found.leaves), found.notes)
    if leaves == 1:
        assert type(eval(found.leaves[0]["path"], {"obj": bad})) is type(threading.Lock())
    dumps: list[float] = []
    finds: list[float] = []
    for _ in range(rounds):
        dumps.append(timed(lambda: pickle.dumps(good)))
        finds.append(timed(lambda: find_leaves(bad)))
    return min(dumps), min(finds)


def time_shapes(count: int, rounds: int) -> None:
    print(f"{'shape':22} {'dumps ms':>9} {'find ms':>9} {'ratio':>6} {'target':>6}")
    for shape, target in SHAPES:
        good, _ = shape(count, 0)
        bad, leaves = shape(count, 1)
        dumps, finds = compare(good, bad, leaves, rounds)
        print(f"{shape.__name__:22} {dumps * 1e3:9.1f} {finds * 1e3:9.1f} {finds / dumps:6.2f} {target:6.1f}")
        del good, bad


def time_checks(count: int, rounds: int) -> None:
    """``check`` of what crosses: without loading next to dumps, with loading next to dumps and loads."""
    print(f"\n{'crosses':22} {'dumps ms':>9} {'no load':>9} {'ratio':>6} {'+loads ms':>9} {'check ms':>9} {'ratio':>6}")
    for shape, _ in SHAPES:
        dumps, alone, loads, whole = best_of(shape(count, 0)[0], rounds)
        print(
            f"{shape.__name__:22} {dumps * 1e3:9.1f} {alone * 1e3:9.1f} {alone / dumps:6.2f}"
            f" {loads * 1e3:9.1f} {whole * 1e3:9.1f} {whole / loads:6.2f}"
        )


def best_of(graph: Any, rounds: int) -> list[float]:
    works: tuple[Callable[[], Any], ...] = (
        lambda: pickle.dumps(graph), lambda: check(graph, load=False),
        lambda: pickle.loads(pickle.dumps(graph)), lambda: check(graph),
    )  # fmt: skip
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for index, work in enumerate(works):
            started = time.process_time()
            work()
            best[index] = min(best[index], time.process_time() - started)
    return best


def time_chains(rounds: int) -> None:
    print(f"\n{'chain':22} {'dumps ms':>9} {'find ms':>9} {'us/level':>9}")
    for side in (0, 40, 100):
        for depth in (50, 100, 200, 300):
            dumps, finds = compare(chain(depth, False, side), chain(depth, True, side), 1, rounds)
            name = f"{depth} levels, side {side}"
            print(f"{name:22} {dumps * 1e3:9.2f} {finds * 1e3:9.2f} {finds / depth * 1e6:9.1f}")


def peak() -> int:
    """The peak resident set in KiB since `forget_peak`. Not ru_maxrss: a child inherits its parent's over exec."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def measure_memory(shape: str, what: str, count: int) -> None:
    """In a fresh process: print by how many KiB the peak grows over the finished graph."""
    graph, _ = globals()[shape](count, what == "find")
    gc.collect()
    forget_peak()
    before = peak()
    if what == "find":
        find_leaves(graph)
    else:
        pickle.dumps(graph)
    print(peak() - before)


def memory(count: int) -> None:
    print(f"\n{'peak memory':22} {'dumps MB':>9} {'find MB':>9} {'ratio':>6}")
    for shape, _ in SHAPES:
        grown = [
            int(subprocess.check_output([sys.executable, __file__, "--measure", shape.__name__, what, str(count)]))
            for what in ("dumps", "find")
        ]
        ratio = grown[1] / max(grown[0], 1)
        print(f"{shape.__name__:22} {grown[0] / 1024:9.1f} {grown[1] / 1024:9.1f} {ratio:6.2f}")


def main(args: list[str]) -> None:
    if args[:1] == ["--measure"]:
        measure_memory(args[1], args[2], int(args[3]))
        return
    quick = "--quick" in args
    count = MILLION // 10 if quick else MILLION
    print(f"Python {sys.version.split()[0]}, {count} objects")
    if "--memory-only" not in args:
        time_shapes(count, 3 if quick else 5)
        time_checks(count, 3 if quick else 5)
        time_chains(5)
    if "--time-only" not in args:
        memory(count)


if __name__ == "__main__":
    main(sys.argv[1:])
