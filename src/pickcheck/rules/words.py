"""Facts of a leaf in the words that messages and advice are made of."""

from __future__ import annotations

from .rule import ENGINES, Fault

CLOUDPICKLE = "or carry it by value: cloudpickle.dumps() here and cloudpickle.loads() there, or a loky pool (joblib)"


def subject(fault: Fault) -> str:
    """What the message speaks of: the standard-library object around the leaf, else the leaf itself."""
    leaf = fault.leaf
    if leaf.within is not None:
        path, kind = leaf.within
        return f"{path}, {a(short(kind))},"
    return leaf.path


def a(noun: str) -> str:
    """The noun with its article."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def short(kind: str) -> str:
    """A type's full name as people write it: without builtins, __main__ and the underscore of C modules."""
    for prefix in ("builtins.", "__main__.", "__mp_main__."):
        if kind.startswith(prefix):
            return kind[len(prefix) :]
    return _PUBLIC.get(kind, kind.lstrip("_"))


_PUBLIC = {
    "_thread.lock": "threading.Lock",
    "_thread.RLock": "threading.RLock",
    "_thread._local": "threading.local",
    "_queue.SimpleQueue": "queue.SimpleQueue",
    "_io.TextIOWrapper": "open text file",
    "_io.BufferedReader": "open binary file",
    "_io.BufferedWriter": "open binary file",
    "_io.FileIO": "open file",
}


def by_value(fault: Fault, advice: str) -> str:
    """The advice, and where cloudpickle would carry the leaf by value, that it would."""
    if fault.leaf.by_value and fault.failure.channel not in ENGINES:
        return f"{advice}; {CLOUDPICKLE}"
    return advice


def name_of(fault: Fault) -> str:
    """The name of the function or the class at fault."""
    facts = fault.leaf.function or fault.leaf.cls or {}
    return str(facts.get("qualname", fault.leaf.type))


def is_ctypes(fault: Fault) -> bool:
    """Whether the leaf is a ctypes object."""
    return any(base.startswith("_ctypes.") for base in fault.leaf.bases)


def is_instance(fault: Fault) -> bool:
    """Whether the leaf is an instance whose class cannot be sent by name (not the class itself)."""
    return fault.leaf.cls is not None and "builtins.type" not in fault.leaf.bases


def holder(path: str) -> str:
    """The path one step up, as far as it can be told: what holds the leaf."""
    for separator in (".", "[", "{"):
        head, found, _ = path.rpartition(separator)
        if found and "]" not in path[len(head) + 1 :].rstrip("]"):
            return head
    return path
