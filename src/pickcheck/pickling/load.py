"""Which part of a pickle will not load here: for bytes that were refused in this very process.

    read the stream as symbols                 nothing runs
      look up the globals it names             any missing? those are the leaves; no constructor is run
      else load it, in step with the symbols   going on after a failure, so that all that are independent are found
        each failure: the symbol it happened in, and the way to it from the root

Loading runs the object's own code again (constructors, `__setstate__`), as the load that failed did.
"""

from __future__ import annotations

import gc
from time import monotonic

from .globals import resolve
from .loadfacts import load_leaf
from .loadways import ALSO_AT, Map
from .replay import Replay
from .stream import GaveUpError, Reader
from .symbols import CALL, GLOBAL, HASH, STATE, Made, Ref, class_ref

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from typing import Any

    from .trying import Fault

LARGEST = 1 << 25  # bytes: more are not read again in Python
SECONDS = 20.0


class LoadProbe:
    """What was found: `leaves` (as on the dump side, with "load") and `notes` (what was not checked, and why)."""

    __slots__ = ("leaves", "notes")

    def __init__(self, leaves: list[dict[str, Any]], notes: list[str]) -> None:
        self.leaves = leaves
        self.notes = notes


def find_load_faults(
    data: bytes, *, name: str = "obj", error: BaseException | None = None, largest: int = LARGEST,
    seconds: float = SECONDS,
) -> LoadProbe:  # fmt: skip
    """Every part of the pickle at the start of `data` that does not load in this process.

    error: what loading it raised; when it does not happen again, it is told of the root. `data` may be longer than the
    pickle. largest, seconds: bounds of the search; a note says when one is reached. Raises KeyboardInterrupt, and
    nothing else.
    """
    notes: list[str] = []
    leaves: list[dict[str, Any]] = []
    collecting = gc.isenabled()
    gc.disable()  # a collection goes over all the symbols, again and again while they are made
    try:
        leaves = _find(bytes(data), name, notes, largest, seconds)
    except GaveUpError:
        notes.append(f"{len(data)} bytes were too many to be looked through in {seconds:.0f} s")
    except Exception as trouble:  # never into the user's code; but never silent either
        notes.append(f"the search failed: {trouble!r:.200}")
    finally:
        if collecting:
            gc.enable()
    if not leaves and error is not None:
        notes.append("the failure was not found again")
        leaves = [_whole("unknown", error, name)]
    return LoadProbe(leaves, notes)


def _find(data: bytes, name: str, notes: list[str], largest: int, seconds: float) -> list[dict[str, Any]]:
    if len(data) > largest:
        notes.append(f"{len(data)} bytes are too many to be looked through")
        return []
    until = monotonic() + seconds
    reader = Reader(data, until)
    try:
        root = reader.load()
    except GaveUpError:
        raise
    except Exception as error:  # cut off, or no pickle
        return [_whole("stream", error, name)]
    unknown = resolve(reader.refs.values(), reader.proto)
    if unknown:
        notes.append(f"not looked up, for its module is not imported: {', '.join(unknown[:5])}")
    if any(ref.error is not None for ref in reader.refs.values()):
        notes.append("nothing was made: names are missing")
        return _missing(Map(root, name))
    return _replayed(data, reader, root, name, notes, until)


def _whole(event: str, error: BaseException, name: str) -> dict[str, Any]:
    """A leaf for the root itself, of which nothing is known."""
    root = Made(event, None)
    return load_leaf(root, event, None, error, Map(root, name))


def _missing(places: Map) -> list[dict[str, Any]]:
    """A leaf for each missing global: its first use, with the others in `also_at`."""
    leaves: dict[int, dict[str, Any]] = {}
    for symbol in places:
        ref = symbol if type(symbol) is Ref else class_ref(symbol) if type(symbol) is Made else None
        if ref is None or ref.error is None or _is_shown_by_its_maker(symbol, places):
            continue
        known = leaves.get(id(ref))
        if known is None:
            leaves[id(ref)] = load_leaf(symbol, GLOBAL, ref, ref.error, places)
        else:
            path = places.path(symbol)
            if path != known["path"] and len(known["also_at"]) < ALSO_AT:
                known["also_at"].append(path)
    return list(leaves.values())


def _is_shown_by_its_maker(symbol: object, places: Map) -> bool:
    """Whether a global is only the class argument of a reconstructor: the instance is the leaf."""
    parent = places.up.get(id(symbol), (None, ""))[0]
    return type(symbol) is Ref and type(parent) is Made and class_ref(parent) is symbol


def _replayed(
    data: bytes, reader: Reader, root: object, name: str, notes: list[str], until: float
) -> list[dict[str, Any]]:
    replay = Replay(data, reader.refs, reader.events, until)
    try:
        replay.load()
    except GaveUpError:
        notes.append("not all was looked at: too much of it fails, or it takes too long")
    if replay.skipped:
        notes.append(f"steps of loading left out, which need a part that failed or happen only once: {replay.skipped}")
    places = Map(root, name)
    leaves: dict[tuple[str, ...], dict[str, Any]] = {}
    for fault in replay.faults:
        leaf = _leaf(fault, places)
        # Instances of a class that fail alike are one fault; multiprocessing's own locks, one for each object that holds some.
        same = leaf["type"] if leaf["cls"] is not None else leaf["path"]
        holder = leaf["within"]["path"] if leaf["within"] and same.startswith("multiprocessing.") else ""
        key = (fault.kind, leaf["raised"]["type"], same, holder)
        known = leaves.setdefault(key, leaf)
        if known is not leaf and leaf["path"] != known["path"]:
            known["cls"]["instances"] += 1
            if len(known["also_at"]) < ALSO_AT:
                known["also_at"].append(leaf["path"])
    return list(leaves.values())


def _leaf(fault: Fault, places: Map) -> dict[str, Any]:
    symbol, kind = fault.target, fault.kind
    if kind == HASH:
        key = _unhashable(fault.part)
        leaf = load_leaf(key, kind, None, fault.error, places)
        leaf["load"]["holder"] = places.path(symbol) if symbol in places else None
        leaf["load"]["begun"] = type(key) is Made and key.built > fault.number
        return leaf
    if type(symbol) is Made and symbol not in places and kind == CALL and symbol.args and type(symbol.args[0]) is Made:
        symbol, kind = symbol.args[0], STATE  # a state setter
    leaf = load_leaf(symbol, kind, None, fault.error, places)
    leaf["load"]["begun"] = type(symbol) is Made and symbol.built > fault.number
    return leaf


def _unhashable(part: object) -> object:
    """The key itself, or the object in a key that is a tuple."""
    while type(part) in (tuple, frozenset):
        made = [item for item in part if type(item) in (Made, tuple, frozenset)]  # type: ignore[attr-defined]
        if len(made) != 1:
            break
        part = made[0]
    return part


__all__ = ["LoadProbe", "find_load_faults"]
