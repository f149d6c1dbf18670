"""A saved report read back: the JSON of ``json.render`` -> reports, strict by the schema that ships beside it."""

from __future__ import annotations

import dataclasses
import json
import os
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from importlib import resources
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..errors import ReportError
from ..model import FORMAT, Report
from .checked import MismatchError, check

# A report of 5,000 findings has about 10 MB.
LARGEST = 100_000_000


def load(text: str | bytes) -> tuple[Report, ...]:
    """The reports of a saved report's text, one or several; raises ReportError, in one line, for anything else."""
    try:
        plain = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise ReportError("not a report of pickcheck: nested too deep") from None
    except json.JSONDecodeError as error:
        raise ReportError(f"{_cut_or_foreign(text)} (JSON: {error.msg}, line {error.lineno})") from None
    except (UnicodeDecodeError, ValueError):
        raise ReportError("not a report of pickcheck: no JSON") from None
    return _reports(plain)


def load_file(path: str | os.PathLike[str]) -> tuple[Report, ...]:
    """The reports in a file; raises ReportError, in one line that names it."""
    shown = os.fspath(path)
    try:
        with open(path, "rb") as file:
            text = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise ReportError(f"{shown}: no such file") from None
    except OSError as error:
        raise ReportError(f"{shown}: cannot be read ({error.strerror})") from None
    if len(text) > LARGEST:
        raise ReportError(f"{shown}: larger than any report that pickcheck reads ({LARGEST // 1_000_000} MB)")
    try:
        return load(text)
    except ReportError as error:
        raise ReportError(f"{shown}: {error.message}") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _cut_or_foreign(text: str | bytes) -> str:
    start, end = text[:200].strip(), text[-20:].strip()
    if not start:
        return "not a report of pickcheck: empty"
    opens, closes = (b"{", b"}") if isinstance(text, bytes) else ("{", "}")
    ours = start.startswith(opens) and not end.endswith(closes)  # type: ignore[arg-type]
    return "cut off in the middle" if ours else "not a report of pickcheck: no JSON"


def _reports(plain: object) -> tuple[Report, ...]:
    if not isinstance(plain, dict) or "pickcheck" not in plain or "format" not in plain:
        raise ReportError("not a report of pickcheck (a JSON report has the fields format and pickcheck)")
    number = plain["format"]
    if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
        maker = str(plain["pickcheck"])[:20]
        raise ReportError(f"of format {number}, made by pickcheck {maker}: this one reads format {FORMAT}; upgrade it")
    try:
        check(plain, _branch(plain))
    except MismatchError as mismatch:
        raise ReportError(f"not a report of format {FORMAT}: {mismatch}") from None
    return tuple(_report(one) for one in plain.get("reports", [plain]))


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The schema that holds every report."""
    text = resources.files(__package__).joinpath("data/report.schema.json").read_text(encoding="utf-8")
    return typing.cast("dict[str, Any]", json.loads(text))


def _branch(plain: dict[str, Any]) -> dict[str, Any]:
    """Of the schema's two shapes the one that is meant, so that a mismatch is named by its own place."""
    one, several = schema()["oneOf"]
    return {**(several if "reports" in plain else one), "$defs": schema()["$defs"]}


def _report(plain: dict[str, Any]) -> Report:
    timelines: dict[int, Any] = {}
    for finding in plain["findings"]:
        for timeline in finding["related"].pop("timelines", ()):
            timelines.setdefault(timeline["run"], timeline)
        if not all(0 <= index < len(plain["runs"]) for index in finding["runs"]):
            raise ReportError("not a report of pickcheck: a finding names a run that is not there")
        if finding["leaf"] is not None:
            finding["leaf"]["steps"] = finding["related"].pop("steps", [])
            source = finding["related"].pop("definition", None)
            if finding["leaf"]["defined_at"] is not None:
                finding["leaf"]["defined_at"]["source"] = source
    if not all(0 <= index < len(plain["runs"]) for index in timelines):
        raise ReportError("not a report of pickcheck: a timeline names a run that is not there")
    return typing.cast(Report, _value(Report, {**plain, "timelines": [timelines[run] for run in sorted(timelines)]}))


def _value(kind: Any, plain: Any) -> Any:
    """A plain value as the model has it: built by the type hints of model.py."""
    return _builder(kind)(plain)


@lru_cache(maxsize=256)
def _builder(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of this type of a plain one."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _builder(next(choice for choice in get_args(kind) if choice is not type(None)))
        return lambda plain: None if plain is None else inner(plain)
    if origin is tuple:
        item = _builder(get_args(kind)[0])
        return lambda plain: tuple(map(item, plain))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        parts = {name: _builder(hint) for name, hint in get_type_hints(kind).items()}
        return lambda plain: kind(**{name: parts[name](item) for name, item in plain.items() if name in parts})
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return dict
    return kind if kind is float or (isinstance(kind, type) and issubclass(kind, Enum)) else lambda plain: plain
