"""the same class twice: in the main module and under its own name."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Severity
from .loading import class_name, event, load
from .rule import Fault, Rule, RunRule, RunView, Said


def _matches(fault: Fault) -> bool:
    return event(fault) == "twin"


def _message(fault: Fault) -> str:
    return _said(fault.leaf.path, class_name(fault), load(fault)["module"])


def _advice(fault: Fault) -> str:
    return _mend(class_name(fault))


def _said(path: str, called: str, module: str) -> str:
    return f"{path} is of the class {called} of __main__; the same file is loaded as {module} too, whose {called} is another class"


def _mend(called: str) -> str:
    return f"move {called} out of the script into a module that is imported only by its name"


def _find(run: RunView) -> Iterable[Said]:
    """What a child was given, in a run in which the child imports the script by its name."""
    for twin in run.facts.of_kind("twin"):
        path, called, module = (twin.details[key] for key in ("path", "name", "module"))
        yield Said(
            _said(path, called, module), _mend(called), Severity.WARNING, channel=twin.details["channel"],
            direction="to child", place=twin.place, about=called,
        )  # fmt: skip


RULE = Rule(
    code="PK211",
    slug="evil-twin-main",
    stage="load",
    severity=Severity.WARNING,
    title="the same class twice: in the main module and under its own name",
    why=(
        "A file that is run as the script and also imported by its name is loaded twice: each has a class of its "
        "own. Instances of one are no instances of the other, registries are filled twice."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
RUN_RULE = RunRule(RULE.code, RULE.slug, RULE.title, RULE.why, _find)
