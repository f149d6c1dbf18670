"""All rules by code and by slug, each with its bad and its good example and what became of them."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from .errors import UsageError
from .rules import RULES, RUN_RULES, UNEXPLAINED, Rule, RunRule


@dataclass(frozen=True)
class Example:
    """A script that fails by a rule, its mended twin, and what became of both under each start method.

    ``verdicts``: from the names ``bad`` (what pickcheck says of it), ``plain`` (what plain CPython did with it) and
    ``good`` (what plain CPython did with the twin) to a verdict for each start method. ``output``: pickcheck's report on ``bad``.
    """

    bad: str
    good: str
    verdicts: dict[str, dict[str, str]] = field(default_factory=dict)
    output: str = ""


@dataclass(frozen=True)
class Entry:
    """A rule as people read about it."""

    code: str
    slug: str
    title: str
    why: str
    example: Example | None


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """Every rule, by code."""
    examples = _examples()
    rules: list[Rule | RunRule] = [*RULES, *RUN_RULES, UNEXPLAINED]
    every = sorted((rule.code, rule.slug, rule.title, rule.why) for rule in rules)
    return tuple(Entry(*traits, example=examples.get(traits[1])) for traits in every)


def find(word: str) -> Entry:
    """The rule of this code or slug; raises UsageError, which names the nearest, when there is none."""
    slug = slug_of(word)
    if slug is None:
        raise UsageError(f"no rule {word!r}{nearest(word)}")
    return next(entry for entry in entries() if entry.slug == slug)


def slug_of(word: str) -> str | None:
    """The slug of the rule that a word, a code or a slug, names; None when it names none."""
    return _names().get(word.lower().replace("_", "-"))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {name: entry.slug for entry in entries() for name in (entry.slug, entry.code.lower())}


def nearest(word: str) -> str:
    """``; did you mean ...?`` with the rule's name that is most like the word, else the empty string."""
    names = {name: name.upper() if name[:2] == "pk" and name[2:].isdigit() else name for name in _names()}
    return like(word, names)


def like(word: str, names: Mapping[str, str]) -> str:
    """``; did you mean ...?`` with what stands for the name that is most like the word, else the empty string."""
    near = difflib.get_close_matches(word.lower(), list(names), 1, 0.5)
    return f"; did you mean {names[near[0]]}?" if near else ""


def _examples() -> dict[str, Example]:
    # Generated from tests/corpus by docs/generate.py.
    text = resources.files("pickcheck.rules").joinpath("examples.json").read_text(encoding="utf-8")
    plain: dict[str, dict[str, Any]] = json.loads(text)
    return {slug: Example(**example) for slug, example in plain.items()}
