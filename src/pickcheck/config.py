"""``[tool.pickcheck]`` of the nearest pyproject.toml, from the current folder upwards."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .catalogue import like
from .checker import known_method
from .errors import UsageError
from .selection import Selection, rules_of
from .thresholds import DEFAULT, Thresholds

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclass(frozen=True)
class Config:
    """What was configured. ``defaults``: for the command's options, by the names of their parameters.

    ``source``: the file, None when there is none or it has no such table.
    """

    source: Path | None = None
    defaults: dict[str, Any] = field(default_factory=dict)
    selection: Selection = field(default_factory=Selection)
    thresholds: Thresholds = DEFAULT


def find(start: Path) -> Path | None:
    """The nearest pyproject.toml with a table of ours, from ``start`` upwards."""
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if path.is_file() and "pickcheck" in _tools(path):
            return path
    return None


def load(start: Path) -> Config:
    """The configuration that holds in a folder; raises UsageError, in one line, for what is wrong with it."""
    path = find(start)
    if path is None:
        return Config()
    table = _tools(path)["pickcheck"]
    if not isinstance(table, dict):
        raise UsageError(f"{path}: [tool.pickcheck] is no table")
    try:
        return _config(path, start, table)
    except UsageError as error:
        raise UsageError(f"{path}: [tool.pickcheck]: {error.message}") from None


def _tools(path: Path) -> dict[str, Any]:
    try:
        tools = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise UsageError(f"{path}: no TOML ({error})") from None
    return tools if isinstance(tools, dict) else {}


def _config(path: Path, start: Path, table: dict[str, Any]) -> Config:
    values = _values(table, KEYS, "")
    selection = Selection(values.pop("select", ()), values.pop("ignore", ()), values.pop("per-file-ignores", {}))
    selection = replace(selection, prefix=start.relative_to(path.parent).as_posix())
    thresholds = Thresholds(**values.pop("thresholds", {}))
    if "baseline" in values:
        values["baseline"] = str(path.parent / values["baseline"])
    return Config(path, {_PARAMETERS.get(key, key): value for key, value in values.items()}, selection, thresholds)


def _values(table: dict[str, Any], keys: dict[str, Callable[[str, Any], Any]], within: str) -> dict[str, Any]:
    for key in table:
        if key not in keys:
            raise UsageError(f"unknown key {within + key!r}{like(key, {known: within + known for known in keys})}")
    return {key: keys[key](within + key, value) for key, value in table.items()}


# ---------------------------------------------------------------- values


def _texts(key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{key} must be a list of strings")
    return tuple(value)


def _methods(key: str, value: Any) -> tuple[str, ...]:
    return tuple(map(known_method, _texts(key, value)))


def _rules(key: str, value: Any) -> tuple[str, ...]:
    return rules_of(_texts(key, value))


def _per_file(key: str, value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise UsageError(f"{key} must be a table from file patterns to lists of rules")
    return {pattern: _rules(f"{key}.{pattern!r}", rules) for pattern, rules in value.items()}


def _seconds(key: str, value: Any) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not value > 0:
        raise UsageError(f"{key} must be a number of seconds, more than 0")
    return float(value)


def _count(key: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise UsageError(f"{key} must be a whole number, at least 1")
    return value


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise UsageError(f"{key} must be a string")
    return value


def _level(key: str, value: Any) -> str:
    if value not in ("error", "warning", "note"):
        raise UsageError(f"{key} must be error, warning or note")
    return str(value)


def _thresholds(key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{key} must be a table of numbers")
    return {name.replace("-", "_"): number for name, number in _values(value, THRESHOLDS, f"{key}.").items()}


THRESHOLDS: dict[str, Callable[[str, Any], Any]] = {
    "task-bytes": _count,
    "start-seconds": _seconds,
    "copied-bytes": _count,
    "map-tasks": _count,
    "item-seconds": _seconds,
}
KEYS: dict[str, Callable[[str, Any], Any]] = {
    "methods": _methods,
    "pythons": _texts,
    "timeout": _seconds,
    "jobs": _count,
    "select": _rules,
    "ignore": _rules,
    "per-file-ignores": _per_file,
    "thresholds": _thresholds,
    "baseline": _text,
    "fail-on": _level,
}
# Where a key is not called like the command's parameter.
_PARAMETERS = {"fail-on": "fail_on"}
