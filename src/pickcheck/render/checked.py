"""A small reader of JSON Schema: what ``data/report.schema.json`` uses of it, so that a saved report can be held by its
schema where jsonschema is not installed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


class MismatchError(Exception):
    """A value that the schema does not allow: ``where`` (as ``runs[0].outcome``) and what is wrong there."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where or 'the report'} {what}")


def check(value: object, schema: dict[str, Any]) -> None:
    """Raise MismatchError where ``value`` is not what ``schema`` describes; NotImplementedError for an unknown keyword."""
    _check(value, schema, schema, "")


def _check(value: object, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    for keyword, wanted in rule.items():
        if keyword not in _SILENT:
            try:
                look = _KEYWORDS[keyword]
            except KeyError:
                raise NotImplementedError(f"keyword {keyword!r}") from None
            look(value, wanted, rule, root, where)


def _type(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    names = [wanted] if isinstance(wanted, str) else wanted
    if not any(isinstance(value, _TYPES[name]) and (name == "boolean" or (value is not True and value is not False))
               for name in names):  # fmt: skip
        raise MismatchError(where, f"is not of type {' or '.join(names)}")


def _enum(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    if value not in wanted:
        raise MismatchError(where, f"is none of {', '.join(map(str, wanted))}")


def _const(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    if value != wanted or isinstance(value, bool) != isinstance(wanted, bool):
        raise MismatchError(where, f"is not {wanted}")


def _properties(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    if isinstance(value, dict):
        for name, item in value.items():
            if name in wanted:
                _check(item, wanted[name], root, f"{where}.{name}" if where else name)
            elif rule.get("additionalProperties") is False:
                raise MismatchError(where, f"has an unknown field {name[:40]!r}")


def _additional(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    if isinstance(value, dict) and isinstance(wanted, dict):
        known = rule.get("properties", {})
        for name, item in value.items():
            if name not in known:
                _check(item, wanted, root, f"{where}.{name[:40]}" if where else name[:40])


def _required(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    missing = [name for name in wanted if isinstance(value, dict) and name not in value]
    if missing:
        raise MismatchError(where, f"lacks {', '.join(missing)}")


def _items(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    for index, item in enumerate(value if isinstance(value, list) else ()):
        _check(item, wanted, root, f"{where}[{index}]")


def _shortest(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    if isinstance(value, (list, str)) and len(value) < wanted:
        raise MismatchError(where, "is empty" if wanted == 1 else f"is shorter than {wanted}")


def _least(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    if isinstance(value, (int, float)) and value < wanted:
        raise MismatchError(where, f"is less than {wanted}")


def _most(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    if isinstance(value, (int, float)) and value > wanted:
        raise MismatchError(where, f"is more than {wanted}")


def _pattern(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    if isinstance(value, str) and re.search(wanted, value) is None:
        raise MismatchError(where, f"does not match {wanted}")


def _reference(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    target: Any = root
    for name in wanted.removeprefix("#/").split("/"):
        target = target[name]
    _check(value, target, root, where)


def _one_of(value: object, wanted: Any, rule: dict[str, Any], root: dict[str, Any], where: str) -> None:
    """The complaint of the last choice that might have been meant: null is a choice only of null."""
    wrong: list[MismatchError] = []
    for choice in wanted:
        try:
            _check(value, choice, root, where)
        except MismatchError as mismatch:
            if choice != {"type": "null"}:
                wrong.append(mismatch)
        else:
            return
    raise wrong[0] if len(wrong) == 1 else MismatchError(where, f"fits nothing that may stand here ({wrong[0]})")


_Look = Callable[[object, Any, dict[str, Any], dict[str, Any], str], None]
_KEYWORDS: dict[str, _Look] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": _required,
    "items": _items,
    "minItems": _shortest,
    "minLength": _shortest,
    "minimum": _least,
    "maximum": _most,
    "pattern": _pattern,
    "$ref": _reference,
    "oneOf": _one_of,
    "anyOf": _one_of,
}
_SILENT = frozenset(["$schema", "$id", "$defs", "title", "description"])
