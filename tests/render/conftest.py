"""One set of reports that every renderer is judged on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pickcheck.model import (
    Crossing,
    Finding,
    Leaf,
    Outcome,
    Place,
    ProcessEnd,
    Python,
    Raised,
    Report,
    RuleInfo,
    Run,
    Severity,
    Step,
    Target,
    Within,
)

PYTHON = Python("3.11.7", "cpython", "linux", "python3")
START = Place("app.py", 17, "<module>", "p.start()")
CONTROLS = "\x1b[31mred\x1b[0m </script> \ud800 \x00"


def run_of(method: str, outcome: Outcome = Outcome.OK, **facts: object) -> Run:
    values = {"exit_status": 0, "seconds": 0.2, "reason": "ended with status 0", **facts}
    return Run(method=method, emulated=False, outcome=outcome, python=PYTHON, **values)  # type: ignore[arg-type]


def finding_of(path: str = "args[0].lock", **facts: object) -> Finding:
    leaf = Leaf(
        path=path, also_at=("args[1]",), type="_thread.lock", repr="<_thread.lock object>",
        defined_at=Place("app.py", 3, None, "self.lock = Lock()"), within=Within("args[0]", "queue.Queue"),
        raised=Raised("builtins.TypeError", "cannot pickle '_thread.lock' object"),
        steps=(Step("args[0]", "queue.Queue"), Step(".lock", "_thread.lock")),
    )  # fmt: skip
    values: dict[str, object] = {
        "code": "PK108", "rule": "lock-in-graph", "severity": Severity.ERROR, "runs": (1,), "message": f"{path} is a lock",
        "advice": "leave it out", "help": "docs/rules.md#lock-in-graph", "channel": "process",
        "direction": "to child", "place": START, "leaf": leaf, "related": {"sender": "parent", "count": 1},
    }  # fmt: skip
    return Finding(**{**values, **facts})  # type: ignore[arg-type]


RULE = RuleInfo("PK108", "lock-in-graph", "a lock hangs on what is sent", "docs/rules.md#lock-in-graph")


def report_of(runs: list[Run], *findings: Finding, path: str = "app.py") -> Report:
    return Report("0.1.0", Target(path), tuple(runs), findings, (RULE,) if findings else ())


def reports() -> dict[str, Report]:
    fork = run_of("fork", crossings=(Crossing("process", "to child", 1, 0, 0.0, START),))
    crossed = run_of("spawn", crossings=(Crossing("process", "to child", 3, 412, 0.001, START),))
    spawn = run_of("spawn", Outcome.FAILS, exit_status=1, reason="1 object did not pickle; ended with status 1",
                   processes=(ProcessEnd("Process-1", -9),))  # fmt: skip
    return {
        "empty": report_of([run_of("fork"), run_of("spawn"), run_of("forkserver")]),
        "crossed": report_of([fork, crossed]),
        "one": report_of([fork, spawn], finding_of()),
        "handled": report_of([fork, spawn], finding_of(severity=Severity.WARNING, related={"handled": True})),
        "no place": report_of([fork, spawn], finding_of(place=None, leaf=None, channel=None, direction=None)),
        "error": report_of([run_of("fork", Outcome.ERROR, exit_status=1, reason="ValueError: x; ended with status 1")]),
        "long": report_of([fork, spawn], finding_of("obj" + ".following" * 400)),
        "wide": report_of([fork, spawn], finding_of("obj['" + "x" * 3000 + "']", message="w" * 3000)),
        "huge": report_of([fork, spawn], finding_of(leaf=replace(finding_of().leaf, repr="r" * 10_000_000))),
        "hostile": report_of([fork, spawn], finding_of(f"obj[{CONTROLS!r}]", message=CONTROLS)),
        "many": report_of(
            [fork, spawn], *(finding_of(f"args[{n}]", place=Place("app.py", n, None, "x")) for n in range(200))
        ),
    }


@pytest.fixture(params=list(reports()))
def report(request: pytest.FixtureRequest) -> Report:
    return reports()[request.param]
