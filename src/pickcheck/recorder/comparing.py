"""Two shapes compared, a part of one found, and a shape in words."""

from __future__ import annotations

from .shapes import UNKNOWN, Shape

_SECRET = ("PASS", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "AUTH", "DSN")


def differences(mine: Shape, theirs: Shape, path: str = "") -> list[str]:
    """The innermost paths at which two shapes differ for certain. What was not looked at differs nowhere."""
    if mine == UNKNOWN or theirs == UNKNOWN or (mine == theirs and mine[0] != "m"):
        return []
    if mine[0] != theirs[0] or mine[0] not in "ck" or mine[1] != theirs[1]:
        return [path]
    ours, other = (mine[3], theirs[3]) if mine[0] == "c" else (mine[2], theirs[2])
    found = [f for step in ours.keys() & other.keys() for f in differences(ours[step], other[step], path + step)]
    if mine[0] == "k":
        return sorted(found)
    if mine[4] and theirs[4]:
        found += [path + step for step in ours.keys() ^ other.keys()]
    elif mine[2] != theirs[2]:
        found.append(path)
    return sorted(found)


def is_whole(shape: Shape) -> bool:
    """Whether all of the value was looked at."""
    if shape[0] == "c":
        return bool(shape[4]) and all(is_whole(part) for part in shape[3].values())
    return shape != UNKNOWN


def at(shape: Shape | None, steps: list[str]) -> Shape | None:
    """The part of a shape that these steps lead to; None where there is none."""
    for step in steps:
        if shape is None or shape[0] not in "ck":
            return None
        shape = (shape[3] if shape[0] == "c" else shape[2]).get(step)
    return shape


def inner(shape: Shape | None, path: str) -> Shape | None:
    """The part of a shape at this path."""
    if not path or shape is None or shape[0] not in "ck":
        return shape
    for step, part in (shape[3] if shape[0] == "c" else shape[2]).items():
        if path.startswith(step):
            found = inner(part, path[len(step) :])
            if found is not None:
                return found
    return None


def shown(shape: Shape | None, name: str) -> str:
    """A shape in a few words, for people; nothing of what by its name may be a secret."""
    if shape is None:
        return "missing"
    kind = shape[1] if len(shape) > 1 else ""
    if shape[0] == "c":
        counted = kind.rpartition(".")[2].lower() in ("dict", "list", "tuple", "set", "frozenset", "defaultdict")
        return f"{article(kind)} of length {shape[2]}" if counted else article(kind)
    if shape[0] == "r":
        return f"{kind} {shape[2]}"
    if shape[0] == "=" and type(shape[2]) in (str, bytes, int):
        if any(word in name.upper() for word in _SECRET):
            return f"{article(kind)} (not shown)"
        text = shape[2] if kind not in ("int", "str", "bytes") else repr(shape[2])
        return text if len(text) <= 60 else f"{text[:57]}..."
    return article(kind)


def article(kind: str) -> str:
    """A type's name with an article, as people write it."""
    short = kind.removeprefix("builtins.").removeprefix("__main__.")
    return f"{'an' if short[:1].lower() in 'aeiou' else 'a'} {short}"
