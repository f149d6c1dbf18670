"""Writes what plain CPython does into the corpus: the "plain" part of every expected.json.

    ground_truth.py --run-plain tools/run_plain.py --python 3.11=PATH --python 3.14=PATH
                    [--windows-python 3.11=PATH --windows-python 3.14=PATH] [FOLDER...]

3.11 and 3.14 always have a block of their own; another version has one only where it differs from
3.11, so name 3.11 first when others are to be compared with it. A folder that requires a module
which an interpreter lacks is left alone for that interpreter. With --check nothing is written: the
differences are printed, and the exit status is 1 when there are any.

A Windows interpreter gives the method "windows" of the same blocks, and leaves the others as they are; a folder that has no
outcome under windows yet gets that of spawn, to be looked at.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent
REFERENCE = "3.11"
ALWAYS = (REFERENCE, "3.14")
Verdicts = dict[str, dict[str, Any]]  # method -> {"verdict": ..., "status": ...}


def has_modules(python: str, modules: list[str]) -> bool:
    """Whether the interpreter can import every one of the modules."""
    source = ""
    for module, _, below in (named.partition("<") for named in modules):  # numpy<2
        source += f"import {module}\n"
        source += f"assert int({module}.__version__.split('.')[0]) < {below}\n" if below else ""
    return subprocess.run([python, "-c", source], capture_output=True).returncode == 0


def run_plain(
    tool: Path, python: str, folder: Path, timeout: float, windows: bool = False
) -> tuple[dict[str, Verdicts], set[str]]:
    """What bad.py and good.py do under every method, and the different outputs of good.py."""
    which = ["--method", "windows", "--windows-python", python] if windows else ["--python", python]
    command = [sys.executable, str(tool), *which, "--timeout", str(timeout)]
    scripts = [str(folder / name) for name in ("bad.py", "good.py")]
    printed = subprocess.run(command + scripts, check=True, capture_output=True, text=True).stdout
    verdicts: dict[str, Verdicts] = {"bad": {}, "good": {}}
    outputs = set()
    for line in printed.splitlines():
        run = json.loads(line)
        which = run["script"].removesuffix(".py")
        verdicts[which][run["method"]] = {"verdict": run["verdict"], "status": run["status"]}
        if which == "good":
            outputs.add(run["stdout"])
    return verdicts, outputs


def expected_block(plain: dict[str, dict[str, Verdicts]], which: str, version: str) -> Verdicts:
    """The block of a version, or of the reference where the version has none."""
    blocks = plain.get(which, {})
    return blocks.get(version) or blocks.get(REFERENCE, {})


def record(plain: dict[str, dict[str, Verdicts]], which: str, version: str, found: Verdicts) -> None:
    """Put the block of a version in its place, in the order of the versions."""
    blocks = plain.setdefault(which, {})
    if version in ALWAYS or found != blocks.get(REFERENCE):
        blocks[version] = found
    else:
        blocks.pop(version, None)
    plain[which] = {key: blocks[key] for key in sorted(blocks, key=lambda key: [int(part) for part in key.split(".")])}


def visit_windows(folder: Path, tool: Path, pythons: dict[str, str], check: bool) -> list[str]:
    """Run one folder under every Windows interpreter; what differs from its expected.json, in words."""
    path = folder / "expected.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    differences = []
    for version, python in pythons.items():
        if not has_modules(python, expected["requires"]):
            continue
        verdicts, _printed = run_plain(tool, python, folder, expected["timeout"], windows=True)
        for which, found in verdicts.items():
            block = expected["plain"][which].get(version)
            before = (block or expected_block(expected["plain"], which, version)).get("windows")
            if found["windows"] != before:
                differences.append(f"{folder.name}/{which}.py on Windows {version}: expected {before}, found {found}")
            if block is not None:
                block.update(found)
    for outcome in expected["outcome"].values():
        outcome.setdefault("windows", outcome["spawn"])  # most are; the corpus's test tells where not
    if not check:
        path.write_text(json.dumps(expected, indent=2) + "\n", encoding="utf-8")
    return differences


def visit(folder: Path, tool: Path, pythons: dict[str, str], check: bool) -> list[str]:
    """Run one folder under every interpreter; what differs from its expected.json, in words."""
    path = folder / "expected.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    differences, outputs = [], set()
    for version, python in pythons.items():
        if not has_modules(python, expected["requires"]):
            continue
        verdicts, printed = run_plain(tool, python, folder, expected["timeout"])
        outputs |= printed
        for which, found in verdicts.items():
            before = expected_block(expected["plain"], which, version)
            if "windows" in before:
                found["windows"] = before["windows"]  # from a run of its own
            if found != before:
                differences.append(f"{folder.name}/{which}.py on {version}: expected {before}, found {found}")
            if not check:
                record(expected["plain"], which, version, found)
    if len(outputs) > 1:
        differences.append(f"{folder.name}/good.py does not always print the same: {sorted(outputs)}")
    if not check:
        path.write_text(json.dumps(expected, indent=2) + "\n", encoding="utf-8")
    return differences


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run-plain", type=Path, required=True, metavar="PATH", help="where run_plain.py is")
    parser.add_argument("--python", action="append", default=[], metavar="VERSION=PATH", help="an interpreter")
    parser.add_argument(
        "--windows-python", action="append", default=[], metavar="VERSION=PATH", help="a Windows interpreter"
    )
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    parser.add_argument("folder", nargs="*", help="only folders whose names begin so")
    options = parser.parse_args()
    pythons = dict(named.split("=", 1) for named in options.python)
    windows = dict(named.split("=", 1) for named in options.windows_python)
    different = False
    for path in sorted(CORPUS.glob("*/expected.json")):
        if not (path.parent / "bad.py").exists() or not path.parent.name.startswith(tuple(options.folder) or ""):
            continue
        differences = visit(path.parent, options.run_plain, pythons, options.check) if pythons else []
        differences += visit_windows(path.parent, options.run_plain, windows, options.check) if windows else []
        for difference in differences:
            different = True
            print(difference, flush=True)
    return 1 if different and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
