"""One set of reports that every renderer is judged on; and the hostile strings that objects may call themselves."""

from __future__ import annotations

from dataclasses import replace

from pickcheck.model import (
    Crossing,
    Finding,
    Leaf,
    Moment,
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
    Timeline,
    Within,
)

PYTHON = Python("3.11.7", "cpython", "linux", "python3")
START = Place("app.py", 17, "<module>", "p.start()")
CONTROLS = "\x1b[31mred\x1b[0m </script> \ud800 \x00"
HOSTILE = [
    "\x1b[31mred\x1b[0m", "\x1b]8;;http://x\x07", "</script><script>alert(1)</script>", "]]>", "<!--", "\ud800", "\udc80x",
    "\x00", "\r\n::error::x", "%0A", "|", "`" * 3, "\u202egnp", "\u2028", "\ufffe", "{{ 7 * 7 }}", "&amp;", "'\"", "::", ",",
    "x" * 5000, "", "../../etc", "C:\\x.py", "/abs/ü.py", "a b#c?d%.py", "*" * 9, "[x](javascript:alert(1))",
]  # fmt: skip
MOMENTS = (
    Moment(0.1, "the script", "start", "starts Process-1", START, "Process-1"),
    Moment(0.2, "Process-1", "begin", "begins its work"),
    Moment(0.3, "Process-1", "fail", "queue, to parent: does not pickle", Place("app.py", 9, "work", "q.put(job)")),
    Moment(0.4, "Process-1", "end", "ends with status 0"),
    Moment(3.4, "the script", "wait", "waits for an item of a queue", START),
    Moment(3.4, "pickcheck", "stop", "ends the run: would wait for ever"),
)
BESIDE = [{"of": 1, "parts": [{"step": ".name", "type": "builtins.str", "fine": True},
                              {"step": ".hook", "type": "builtins.function", "fine": False}], "more": 3}]  # fmt: skip


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


def every_rule() -> Report:
    """A finding for each rule that there is, under start methods that take turns."""
    from pickcheck.catalogue import entries

    runs = [run_of("fork"), run_of("spawn", Outcome.FAILS), run_of("windows", Outcome.HANGS)]
    findings = [
        Finding(entry.code, entry.slug, list(Severity)[n % 3], (n % 3,), f"what {entry.slug} says", "mend it",
                f"docs/rules.md#{entry.slug}", "queue", "to child", Place("app.py", n + 1, None, f"line {n}"))
        for n, entry in enumerate(entries())
    ]  # fmt: skip
    rules = tuple(RuleInfo(entry.code, entry.slug, entry.title, f"docs/rules.md#{entry.slug}") for entry in entries())
    return replace(report_of(runs, *findings), rules=rules)


def hostile() -> Report:
    """Every hostile string in every field that takes one, in a finding each."""
    runs = [
        run_of("fork", Outcome.FAILS, reason=" ".join(HOSTILE[:16])),
        run_of("spawn", Outcome.FAILS, processes=(ProcessEnd(HOSTILE[0], -9),)),
    ]
    return replace(
        report_of(runs, *map(_hostile, HOSTILE)), target=Target("app.py", None, (HOSTILE[0], HOSTILE[5])),
        timelines=(Timeline(1, tuple(Moment(0.1, text, "fail", text, Place(text, 1, text, text)) for text in HOSTILE[:12])),),
    )  # fmt: skip


def _hostile(text: str) -> Finding:
    leaf = Leaf(f"obj[{text!r}]", (text,), text, text, Place(text, 3, None, text), Within(text, text), Raised(text, text),
                (Step(text, text),))  # fmt: skip
    beside = [{"of": 0, "parts": [{"step": text, "type": text, "fine": False}], "more": 1}]
    return finding_of(message=text, advice=text, leaf=leaf, place=Place(text, 1, text, text),
                      related={"silent": text, "notes": [text], "siblings": beside})  # fmt: skip


def five_thousand() -> Report:
    """As many findings as a report is to stay quick and small with."""
    runs = [run_of("fork"), run_of("spawn", Outcome.FAILS)]
    return report_of(
        runs, *(finding_of(f"args[{n}]", place=Place("app.py", n, None, f"f({n})")) for n in range(1, 5001))
    )


def reports() -> dict[str, Report]:
    fork = run_of("fork", crossings=(Crossing("process", "to child", 1, 0, 0.0, START),))
    crossed = run_of("spawn", crossings=(Crossing("process", "to child", 3, 412, 0.001, START),))
    spawn = run_of("spawn", Outcome.FAILS, exit_status=1, reason="1 object did not pickle; ended with status 1",
                   processes=(ProcessEnd("Process-1", -9),))  # fmt: skip
    return {
        "empty": report_of([run_of("fork"), run_of("spawn"), run_of("forkserver")]),
        "crossed": report_of([fork, crossed]),
        "one": replace(
            report_of([fork, spawn], finding_of(related={"sender": "parent", "count": 1, "siblings": BESIDE})),
            timelines=(Timeline(1, MOMENTS, 2),),
        ),
        "handled": report_of([fork, spawn], finding_of(severity=Severity.WARNING, related={"handled": True})),
        "no place": report_of([fork, spawn], finding_of(place=None, leaf=None, channel=None, direction=None)),
        "error": report_of([run_of("fork", Outcome.ERROR, exit_status=1, reason="ValueError: x; ended with status 1")]),
        "long": report_of([fork, spawn], finding_of("obj" + ".following" * 400)),
        "wide": report_of([fork, spawn], finding_of("obj['" + "x" * 3000 + "']", message="w" * 3000)),
        "huge": report_of([fork, spawn], finding_of(leaf=replace(finding_of().leaf, repr="r" * 10_000_000))),
        "controls": report_of([fork, spawn], finding_of(f"obj[{CONTROLS!r}]", message=CONTROLS)),
        "read": report_of([], finding_of(runs=(), related={"methods": ["spawn", "windows"]})),
        "read, nothing found": report_of([]),
        "hostile": hostile(),
        "every rule": every_rule(),
        "many": report_of(
            [fork, spawn], *(finding_of(f"args[{n}]", place=Place("app.py", n, None, "x")) for n in range(200))
        ),
    }
