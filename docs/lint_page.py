"""Writes the tables of docs/lint.md: which rules are seen in the source of the corpus' bad examples, and which are not."""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
CORPUS = TESTS / "corpus"
PAGE = HERE / "lint.md"
_PART = re.compile(r"(<!-- tables -->\n).*?(\n<!-- end of tables -->)", re.DOTALL)


def page() -> str:
    """The page, with its tables as they are now."""
    return _PART.sub(lambda match: f"{match[1]}\n{tables()}{match[2]}", PAGE.read_text(encoding="utf-8"))


def tables() -> str:
    """How many of each rule's examples are seen; then the rest, by what keeps them from being seen."""
    sys.path.insert(0, str(TESTS / "lint"))
    import unseen

    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    left: dict[str, list[str]] = defaultdict(list)
    for folder in sorted(path.parent for path in CORPUS.glob("*/bad.py")):
        rule = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["rule"]
        seen = folder.name not in unseen.UNSEEN
        counts[rule][0] += seen
        counts[rule][1] += 1
        if not seen:
            left[unseen.UNSEEN[folder.name]].append(rule)
    seen_all = sum(seen for seen, _ in counts.values())
    text = f"{seen_all} of the {sum(every for _, every in counts.values())} bad examples of the rules are seen:\n\n"
    text += "| rule | seen of its examples | |\n| --- | --- | --- |\n"
    for rule, (seen, every) in counts.items():
        if seen:
            cause = unseen.CAUSES.get(rule)
            note = f"as {cause}, the cause" if cause else ""
            text += f"| [{rule}](rules/{rule}.md) | {seen} of {every} | {note} |\n"
    text += "\nThe others are a run's to find:\n\n"
    for reason, words in unseen.REASONS.items():
        rules = ", ".join(f"[{rule}](rules/{rule}.md)" for rule in dict.fromkeys(left[reason]))
        text += f"- {words}: {rules}\n"
    return text
