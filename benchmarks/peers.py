"""pickcheck.check beside others that look for what will not pickle, on the objects of peer_objects.py.

    python benchmarks/peers.py [--write] [--python314 PATH]

Each runs in a fresh process of its own, by its own pickler's rules: an object or a leaf that its pickler takes is not
asked of it. --write: put the table into docs/comparison.md. Peers that are not installed are left out, and said.

pip install sensai-utils "ray" dill
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import io
import json
import os
import pickle
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

import peer_objects as objects  # noqa: E402

PAGE = HERE.parent / "docs" / "comparison.md"
LIMIT = 120  # seconds for one peer on the large object
MISSING = object()

# What a tool says of an object: for each part that it names, the part (MISSING if the words lead nowhere) and the words.
Claim = tuple[Any, str]


# ---------------------------------------------------------------- pickcheck


def pickcheck(obj: Any) -> list[Claim]:
    from pickcheck import check

    return [(follow(path, obj), path) for leaf in check(obj).leaves for path in (leaf.path, *leaf.also_at)]


def follow(path: str, obj: Any) -> Any:
    """What a path leads to: a Python expression; a set's member and a key, for which there is none, are told by what they are."""
    from pickcheck.pickling.names import shown

    head, brace, inner = path.partition("{") if "{" in path else path.partition(".key(")
    try:
        found = eval(head, {"obj": obj})  # noqa: S307 - the paths are ours
    except Exception:
        return MISSING
    return next((member for member in found if shown(member) == inner[:-1]), MISSING) if brace else found


# ---------------------------------------------------------------- sensai


def sensai(obj: Any) -> list[Claim]:
    from sensai.util.pickle import PickleFailureDebugger

    return [(walk(path.split(".")[1:], obj), path) for path in PickleFailureDebugger.debug_failure(obj)]


def walk(words: list[str], obj: Any) -> Any:
    """Its path's words are ``key[class]``: an attribute, a key or a position."""
    for word in words:
        obj = step(obj, word.rpartition("[")[0])
    return obj


def step(obj: Any, key: str) -> Any:
    with contextlib.suppress(Exception):
        return getattr(obj, key)
    with contextlib.suppress(Exception):
        return next(value for name, value in obj.items() if str(name) == key)
    with contextlib.suppress(Exception):
        return list(obj)[int(key)]
    return MISSING


# ---------------------------------------------------------------- ray


def ray(obj: Any) -> list[Claim]:
    from ray.util import inspect_serializability

    _, failures = inspect_serializability(obj, name="obj", print_file=io.StringIO())
    return [(failure.obj, ".".join(str(part) for part in failure.path)) for failure in failures]


# ---------------------------------------------------------------- dill


def dill(obj: Any) -> list[Claim]:
    """Its items where it has some, else its attributes."""
    import dill.detect

    items = dill.detect.baditems(obj)
    if items and not (len(items) == 1 and items[0] is obj):
        return [(item, "") for item in items]
    return [*nested(dill.detect.badobjects(obj, depth=1) or {}, "obj")] or [(item, "obj") for item in items]


def nested(found: Any, path: str) -> Iterator[Claim]:
    for name, part in found.items():
        if isinstance(part, dict) and part:
            yield from nested(part, f"{path}.{name}")
        elif part is not None and not isinstance(part, dict):
            yield part, f"{path}.{name}"


# ---------------------------------------------------------------- the notes of CPython 3.14


def notes(obj: Any) -> list[Claim]:
    """The notes on the exception of pickle.dumps, outermost last."""
    try:
        pickle.dumps(obj)
    except Exception as error:
        said = [note for note in getattr(error, "__notes__", ()) if note.startswith("when serializing")]
        return [(along(said[::-1], obj), "; ".join(said))]
    return []


def along(said: list[str], obj: Any) -> Any:
    for note in said:
        try:
            obj = one_note(note, obj)
        except Exception:
            return MISSING
    return obj


def one_note(note: str, obj: Any) -> Any:
    if item := re.search(r" item (.+)$", note):
        key = eval(item[1])  # noqa: S307 - a repr of a number or a text
        try:
            return obj[key]
        except TypeError:
            return list(obj)[key]
    if note.endswith(" state"):
        return obj.__reduce_ex__(4)[2]
    if note.endswith("__new__ arguments"):
        return obj.__reduce_ex__(4)[1][1:]
    if note.endswith("reconstructor arguments"):
        return obj.__reduce_ex__(4)[1]
    if note.endswith(" reconstructor"):
        return obj.__reduce_ex__(4)[0]
    if note.endswith((" object", " class")):  # of an instance whose class is not found, the instance is meant
        return obj
    return MISSING


# ---------------------------------------------------------------- by whose rules


def forking(obj: Any) -> None:
    from multiprocessing.reduction import ForkingPickler

    ForkingPickler(io.BytesIO()).dump(obj)


def with_dill(obj: Any) -> None:
    import dill

    dill.dumps(obj)


def with_ray(obj: Any) -> None:
    import ray.cloudpickle

    ray.cloudpickle.dumps(obj)


Tool = tuple[Callable[[Any], list[Claim]], Callable[[Any], Any], str, str]
# The function, its pickler, how it is called on the page, the distribution that it is from.
TOOLS: dict[str, Tool] = {
    "pickcheck": (pickcheck, forking, "`pickcheck.check`", "pickcheck"),
    "sensai": (sensai, pickle.dumps, "`PickleFailureDebugger` of sensai-utils", "sensai-utils"),
    "ray": (ray, with_ray, "`ray.util.inspect_serializability`", "ray"),
    "dill": (dill, with_dill, "`dill.detect`", "dill"),
    "notes": (notes, pickle.dumps, "the notes of CPython 3.14", ""),
}


# ---------------------------------------------------------------- measuring one tool


def refuses(dumps: Callable[[Any], Any], obj: Any) -> bool:
    try:
        dumps(obj)
    except Exception:
        return True
    return False


def measure(name: str) -> dict[str, Any]:
    """In a fresh process: what one tool finds in all objects."""
    tool, dumps, _, _ = TOOLS[name]
    tool([1])  # what it imports is not counted
    cases = [(case.__name__, *case()) for case in objects.BAD]
    fine, unloadable = [case()[0] for case in objects.FINE], [case() for case in objects.UNLOADABLE]
    forget_peak()
    before, started = peak(), time.perf_counter()
    claims = [ask(tool, obj) for _, obj, _ in cases]
    alarms = [ask(tool, obj) for obj in fine]
    loads = [ask(tool, obj) for obj, _ in unloadable]
    seconds, grown = time.perf_counter() - started, peak() - before
    found = judged(cases, claims, dumps)
    found["load"] = sum(
        any(part is leaf for part, _ in said) for said, (_, (leaf,)) in zip(loads, unloadable, strict=True)
    )
    found["loads"] = len(unloadable)
    found["alarms"] += sum(bool(said) for said in alarms)
    return {**found, "seconds": seconds, "memory": grown, "version": version(name)}


def ask(tool: Callable[[Any], list[Claim]], obj: Any) -> list[Claim]:
    try:
        return tool(obj)
    except Exception as error:
        return [(MISSING, f"raised {error!r:.100}")]


def judged(cases: list[Any], claims: list[list[Claim]], dumps: Callable[[Any], Any]) -> dict[str, Any]:
    """Of objects and leaves that its own pickler refuses: how many it names, and how many wrongly.

    exact: objects in which every leaf was named and nothing else. alarms: parts named that pickle.
    """
    count = dict.fromkeys(("objects", "of", "leaves", "of_leaves", "exact", "alarms"), 0)
    missed: list[str] = []
    for (name, obj, leaves), said in zip(cases, claims, strict=True):
        asked = [leaf for leaf in leaves if refuses(dumps, leaf)]
        if not refuses(dumps, obj):
            continue
        named = [leaf for leaf in asked if any(part is leaf for part, _ in said)]
        strange = [path for part, path in said if not any(part is leaf for leaf in asked)]
        count["of"] += 1
        count["of_leaves"] += len(asked)
        count["objects"] += bool(said)
        count["leaves"] += len(named)
        count["exact"] += len(named) == len(asked) and not strange
        count["alarms"] += sum(
            part is not MISSING and not any(part is leaf for leaf in asked) and not refuses(dumps, part)
            for part, _ in said
        )
        if len(named) < len(asked) or strange:
            missed.append(f"{name}: {len(named)} of {len(asked)}; {strange[:3]}")
    return {**count, "missed": missed}


def measure_large(name: str) -> dict[str, Any]:
    """In a fresh process: seconds and memory on a million nodes, beside pickle.dumps of them."""
    tool, _, _, _ = TOOLS[name]
    tool([1])
    obj, leaves = objects.million()
    forget_peak()
    before, started = peak(), time.perf_counter()
    said = ask(tool, obj)
    seconds, grown = time.perf_counter() - started, peak() - before
    return {"large_seconds": seconds, "large_memory": grown, "large_found": any(part is leaves[0] for part, _ in said)}


def peak() -> int:
    """The peak resident set in KiB since forget_peak (Linux; elsewhere 0)."""
    status = Path("/proc/self/status")
    return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) if status.exists() else 0


def forget_peak() -> None:
    if os.path.exists("/proc/self/clear_refs"):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def version(name: str) -> str:
    distribution = TOOLS[name][3]
    return importlib.metadata.version(distribution) if distribution else platform.python_version()


# ---------------------------------------------------------------- all of them, and the page


def run(name: str, executable: str, what: str, limit: float | None = None) -> dict[str, Any] | None:
    """What a fresh process measured; None when the tool is not installed there, {} when it took too long."""
    command = [executable, str(Path(__file__).resolve()), what, name]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return {}
    except FileNotFoundError:
        print(f"{name}: left out: no {executable}", file=sys.stderr)
        return None
    if done.returncode:
        print(f"{name}: left out: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def table(measured: dict[str, dict[str, Any]]) -> str:
    head = ["", "objects", "leaves", "exact objects", "do not load", "false alarms", "seconds", "MB", "10⁶ nodes"]
    rows = [head, ["---"] + ["---:"] * (len(head) - 1)]
    for name, row in measured.items():
        rows.append([
            f"{TOOLS[name][2]} ({row['version']})", f"{row['objects']} of {row['of']}",
            f"{row['leaves']} of {row['of_leaves']}", f"{row['exact']} of {row['of']}", f"{row['load']} of {row['loads']}",
            str(row["alarms"]), f"{row['seconds']:.2f}", f"{row['memory'] / 1024:.0f}", large(row),
        ])  # fmt: skip
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def large(row: dict[str, Any]) -> str:
    if "large_seconds" not in row:
        return f"more than {LIMIT} s"
    found = "" if row["large_found"] else ", not found"
    return f"{row['large_seconds']:.1f} s, {row['large_memory'] / 1024:.0f} MB{found}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--write", action="store_true")
    options.add_argument("--python314", metavar="PATH", default="python3.14")
    options.add_argument("--measure", choices=TOOLS)
    options.add_argument("--large", choices=TOOLS)
    words = options.parse_args()
    if words.measure or words.large:
        with contextlib.redirect_stdout(sys.stderr):
            result = measure(words.measure) if words.measure else measure_large(words.large)
        print(json.dumps(result))
        return
    measured: dict[str, dict[str, Any]] = {}
    for name in TOOLS:
        executable = words.python314 if name == "notes" else sys.executable
        found = run(name, executable, "--measure")
        if found is not None:
            measured[name] = {**found, **(run(name, executable, "--large", LIMIT) or {})}
            for line in measured[name]["missed"]:
                print(f"{name}: {line}", file=sys.stderr)
    print(table(measured))
    if words.write:
        head, mark, rest = PAGE.read_text(encoding="utf-8").partition("<!-- written by benchmarks/peers.py -->\n")
        _, end, rest = rest.partition("<!-- end -->\n")
        PAGE.write_text(f"{head}{mark}\n{table(measured)}\n{end}{rest}", encoding="utf-8")


if __name__ == "__main__":
    main()
