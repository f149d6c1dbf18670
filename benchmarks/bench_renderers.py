"""How long each renderer takes for 5,000 findings, beside json.dumps of the same report; and the most memory it had.

python benchmarks/bench_renderers.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable

from pickcheck.model import (
    Finding,
    Leaf,
    Moment,
    Outcome,
    Place,
    Python,
    Raised,
    Report,
    RuleInfo,
    Run,
    Severity,
    Step,
    Target,
    Timeline,
)
from pickcheck.render import RENDERERS, saved
from pickcheck.render.json import as_dict

COUNT = 5000


def report() -> Report:
    """Every finding at a line of its own, in two of three runs."""
    python = Python("3.11.7", "cpython", "linux", "python3")
    outcomes = {"fork": Outcome.OK, "spawn": Outcome.FAILS, "forkserver": Outcome.FAILS}
    runs = tuple(Run(method, False, outcome, 0, 0.1, python, "ended") for method, outcome in outcomes.items())
    rule = RuleInfo(
        "PK108", "lock-in-graph", "a lock of this process hangs on what is sent", "docs/rules.md#lock-in-graph"
    )
    moments = tuple(
        Moment(number / 100, "the script", "start", f"starts P-{number}", None, f"P-{number}") for number in range(120)
    )
    timelines = (Timeline(1, moments), Timeline(2, moments))
    findings = tuple(finding(number) for number in range(COUNT))
    return Report("0", Target("app.py"), runs, findings, (rule,), timelines=timelines)


def finding(number: int) -> Finding:
    """A lock two steps down."""
    steps = (Step(f"args[{number}]", "app.Config"), Step(".queue", "queue.Queue"), Step(".mutex", "_thread.lock"))
    raised = Raised("builtins.TypeError", "cannot pickle '_thread.lock' object")
    path = f"args[{number}].queue.mutex"
    leaf = Leaf(path, (), "_thread.lock", "<_thread.lock object>", Place("app.py", 3), None, raised, steps)
    place = Place("app.py", number + 1, "main", f"Process(target=work, args=args[{number}]).start()")
    beside = [{"of": 1, "parts": [{"step": ".name", "type": "builtins.str", "fine": True}], "more": 3}]
    message, advice = f"{path} is a lock, which belongs to this process", "leave it out in __getstate__"
    return Finding(
        "PK108", "lock-in-graph", Severity.ERROR, (1, 2), message, advice, "docs/rules.md#lock-in-graph", "process",
        "to child", place, leaf, {"sender": "parent", "count": 1, "siblings": beside},
    )  # fmt: skip


def best(function: Callable[[], object]) -> float:
    """The least of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def peak() -> int:
    """MB of this process, at most until now; 0 where the platform does not say."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(name: str) -> str:
    """A line for one renderer, or for reading a saved report."""
    made = report()
    plain = as_dict([made])
    text = json.dumps(plain)
    base = best(lambda: json.dumps(plain))
    spent = best(lambda: saved.load(text) if name == "load" else RENDERERS[name]([made]))
    return f"{name:9} {spent:5.2f} s  {spent / base:5.1f} x json.dumps  {peak()} MB"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(measure(sys.argv[1]))
    else:
        for name in [*RENDERERS, "load"]:  # a process each, for its memory
            subprocess.run([sys.executable, __file__, name], check=True)
