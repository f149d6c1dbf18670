"""Holds the emulated Windows against a real one: the same scripts on both, and what each did, side by side.

    windows_agreement.py --windows-python PATH [--python PATH] [-o FILE.json] GROUP=FOLDER_OR_SCRIPT...
    windows_agreement.py --windows-python PATH sights
    windows_agreement.py page

Every script runs in a copy of its folder, once on the Windows CPython and once under ``pickcheck --method windows``. Two
runs agree when both end well, or both hang, or both end with a status other than 0 and the same type of exception; or when the
emulation says that it is not sure. ``sights`` writes ``windows_sights.json`` anew, ``-o`` adds to ``windows_agreement.json``; of
both, ``page`` writes docs/windows-agreement.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pickcheck.checker import Options, check
from pickcheck.model import Target

HERE = Path(__file__).parent
TRUTH = HERE / "windows_sights.json"
CORPUS = HERE.parent / "corpus"
ROWS = HERE / "windows_agreement.json"
PAGE = HERE.parent.parent / "docs" / "windows-agreement.md"
_ERROR = re.compile(r"^(?:\w+\.)*(\w+(?:Error|Exception|Interrupt|Exit|NotFound|Operation|Full|Empty|Pool))(?::|$)")
# Which of them a file in use gives depends on who meets it first: the one that removes it, or the one that removes its folder.
_OF_FILES = frozenset(["OSError", "PermissionError", "NotADirectoryError"])
# What a child says whose parent could not pickle for it.
_DECOY = re.compile(r"EOFError: Ran out of input|\[WinError (5|6|87)\]")
_KEPT = ("verdict", "error", "name", "said")
_NAME = re.compile(r"'([^']*)'(?:\. Did you mean: .*)?$")  # newer versions guess at what was meant


@dataclass(frozen=True)
class Seen:
    """What one run of a script came to: ``verdict`` is ok, fails, hangs or unsure; ``error`` the exception that it ended of.

    A verdict of "wine" is none: Wine itself lacks a function that Windows has.

    name: what the error says is missing. said: what pickcheck said of it, empty on Windows. printed_errors: the exceptions that
    any process of it printed.
    """

    verdict: str
    error: str
    name: str
    printed: str
    said: str = ""
    printed_errors: tuple[str, ...] = ()


def errors_in(stderr: str) -> tuple[str, str, tuple[str, ...]]:
    """The type of the last exception that was printed, the name that its text ends with, and the types of all; but for decoys."""
    lines = [line.strip() for line in stderr.splitlines() if _ERROR.match(line.strip())]
    lines = [line for line in lines if not _DECOY.search(line)] or lines
    types = [found[1] for line in lines if (found := _ERROR.match(line))]
    if not types:
        return "", "", ()
    name = _NAME.search(lines[-1]) if types[-1] in ("AttributeError", "ModuleNotFoundError") else None
    return types[-1], name[1] if name else "", tuple(sorted(set(types)))


def agree(there: Seen, here: Seen) -> bool:
    """Whether the emulation (``here``) told what Windows does (``there``), or that it cannot tell."""
    if here.verdict == "unsure":
        return True
    if there.error == here.error:
        return (there.verdict, there.name) == (here.verdict, here.name)
    # Which of several processes has the last word is a matter of time.
    same = there.error in here.printed_errors or here.error in there.printed_errors
    return there.verdict == here.verdict and (same or {there.error, here.error} <= _OF_FILES)


def set_environment(monkeypatch: Any) -> None:
    """The variables that the programs look at, and that Wine takes over from its own environment, as the truth was taken."""
    monkeypatch.setenv("SHELL", "/bin/sh")
    for variable in ("USER", "LOGNAME"):
        monkeypatch.delenv(variable, raising=False)


def on_windows(script: Path, windows: str, timeout: float) -> Seen:
    """Run a script on the Windows CPython, in its own folder; ``windows`` takes the place of python.exe."""
    process = subprocess.Popen(
        [windows, script.name],
        cwd=script.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        stdout, stderr = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        _stop(windows, process)
        return Seen("hangs", "", "", "")
    said = stderr.decode("cp1252", "replace")
    if "unimplemented function" in said:
        return Seen("wine", "", "", "")
    error, name, errors = errors_in(said)
    printed = stdout.decode("cp1252", "replace").replace("\r\n", "\n").strip()
    if process.returncode == 0:
        return Seen("ok", "", "", printed)
    return Seen("fails", error, name, printed, "", errors)


def _stop(windows: str, process: subprocess.Popen[bytes]) -> None:
    """End every Windows process: killing the one that was started leaves its children."""
    process.kill()
    stop = Path(windows).with_name("wineserver-stop")
    if stop.exists():
        subprocess.run([stop], check=False)
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=10)  # what is left of it may hold the pipes


def under_emulation(script: Path, python: str, timeout: float) -> Seen:
    """Run a script under the emulated start method ``windows``, in its own folder."""
    before = os.getcwd()
    os.chdir(script.parent)
    try:
        report = check(Target(script.name), Options(("windows",), (python,), timeout=timeout))
    finally:
        os.chdir(before)
    (run,), (output,) = report.runs, report.outputs
    printed = output.stdout.replace("\r\n", "\n").strip()
    said = f"{run.outcome.value}: {run.reason}"
    if run.outcome.value == "inconclusive":
        return Seen("unsure", "", "", printed, said)
    if run.outcome.value == "hangs":
        return Seen("hangs", "", "", printed, said)
    if run.exit_status == 0:
        return Seen("ok", "", "", printed, said)
    error, name, errors = errors_in(output.stderr)
    return Seen("fails", error, name, printed, said, errors)


def both(script: Path, windows: str, python: str, timeout: float) -> tuple[Seen, Seen]:
    """What a script does there and here, each time in a fresh copy of its folder."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder, side, script.parent.name) for side in ("there", "here")]
        for copy in copies:
            shutil.copytree(script.parent, copy, ignore=shutil.ignore_patterns(".git", "__pycache__"))
        there = on_windows(copies[0] / script.name, windows, timeout)
        return there, under_emulation(copies[1] / script.name, python, timeout)


def scripts_of(path: Path) -> Iterator[Path]:
    """The scripts below a folder: those that have something to do with processes and ask nobody anything."""
    if path.is_file():
        yield path
        return
    for script in sorted(path.rglob("*.py")):
        text = script.read_text(encoding="utf-8", errors="replace")
        if re.search(r"multiprocessing|ProcessPool|subprocess|os\.", text) and not re.search(r"\binput\(", text):
            yield script


def sights() -> dict[str, Any]:
    """What ``windows_sights.py`` says: this file is run as a script, and imported by tests."""
    return runpy.run_path(str(HERE / "windows_sights.py"))


def write_sights(windows: str, timeout: float, names: list[str]) -> None:
    """Run the programs of ``windows_sights.py`` on Windows; what they did is kept by the version of that Python."""
    programs = sights()["SIGHTS"]
    version = subprocess.check_output([windows, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], text=True)
    known = json.loads(TRUTH.read_text(encoding="utf-8")) if TRUTH.exists() else {}
    for name in names or programs:
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder, "app.py")
            script.write_text(programs[name], encoding="utf-8")
            seen = on_windows(script, windows, timeout)
        if seen.verdict == "wine":
            continue
        fact = {
            key: value
            for key, value in asdict(seen).items()
            if value and key in ("verdict", "error", "name", "printed")
        }
        known.setdefault(name, {})[version.strip()] = fact
    kept = {name: known[name] for name in programs if name in known}
    TRUTH.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def write_agreement(options: argparse.Namespace) -> int:
    """Run the groups of scripts on both; prints what disagrees, and writes everything. Gives the number of disagreements."""
    rows, wrong = [], 0
    for named in options.what:
        group, _, path = named.partition("=")
        for script in scripts_of(Path(path).resolve()):
            if options.name and script.name not in options.name:
                continue
            there, here = both(script, options.windows_python, options.python, options.timeout)
            if there.verdict == "wine":
                continue
            name = str(script.relative_to(Path(path).resolve())) if script != Path(path).resolve() else script.name
            good = agree(there, here)
            wrong += not good
            rows.append({"group": group, "script": name, "there": asdict(there), "here": asdict(here), "agree": good})
            print("agrees" if good else "DIFFERS", group, name, there, here, sep=" | ", flush=True)
    if options.output:
        keep(rows, options.output)
    return wrong


def keep(rows: list[dict[str, Any]], path: Path) -> None:
    """Put rows into a file of them, in the place of those of the same scripts; without what was printed."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    merged = {(row["group"], row["script"]): row for row in (*known, *rows)}
    for row in merged.values():
        for side in ("there", "here"):
            row[side] = {key: value for key, value in row[side].items() if value and key in _KEPT}
    path.write_text(json.dumps([merged[key] for key in sorted(merged)], indent=1) + "\n", encoding="utf-8")


HEAD = """# The emulated Windows against a real one

Made by `tests/fidelity/windows_agreement.py`. Each script ran on a Windows CPython under Wine, and under
`pickcheck --method windows` on Linux, in a copy of its folder. The two agree when both end well, or both hang, or both end with
another status and the same type of exception for the same missing name; where the emulation says *not sure*, the run is
`inconclusive`, with the line that made it so. Of the corpus, what plain Python did on Windows is in each `expected.json`, and
`tests/corpus` holds the emulation to it: there the outcome is a report's own, `fails` and `differs` also where something was lost and the
script ended with status 0.
"""


def corpus() -> list[dict[str, Any]]:
    """The rows of the corpus: what plain Python did on Windows, and what tests/corpus holds the emulation to."""
    rows = []
    for path in sorted(CORPUS.glob("*/expected.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        if "plain" not in expected:
            continue
        for which in ("bad", "good"):
            version = next(iter(expected["outcome"]))
            there = expected["plain"][which].get(version, {}).get("windows")
            if there is not None:
                here = expected["outcome"][version]["windows"] if which == "bad" else "ok"
                name = f"{path.parent.name}/{which}.py"
                rows.append({"script": name, "there": there, "here": {"verdict": here}, "agree": True})
    return rows


def page() -> str:
    """The page on what agrees, of the facts that are kept."""
    told, rows = sights(), json.loads(ROWS.read_text(encoding="utf-8"))
    rows = [*({"group": "tests/corpus", **row} for row in corpus()), *rows]
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    unsure_of, not_emulated = told["UNSURE"], told["NOT_EMULATED"]
    text = (
        HEAD
        + "\n## In numbers\n\n| scripts | of them | agree | not sure | differ |\n| --- | ---: | ---: | ---: | ---: |\n"
    )
    for group in dict.fromkeys(row["group"] for row in rows):
        mine = [row for row in rows if row["group"] == group]
        unsure = sum(row["here"]["verdict"] == "unsure" for row in mine)
        good = sum(row["agree"] for row in mine) - unsure
        text += f"| {group} | {len(mine)} | {good} | {unsure} | {len(mine) - good - unsure} |\n"
    same = len(truth) - len(unsure_of) - len(not_emulated)
    text += f"| programs that look at the platform (below) | {len(truth)} | {same} | {len(unsure_of)} | {len(not_emulated)} |\n"
    text += "\n## Programs that look at the platform\n\nTheir sources are in `tests/fidelity/windows_sights.py`.\n\n"
    text += "| program | on Windows | the emulation |\n| --- | --- | --- |\n"
    for name, blocks in truth.items():
        there = next(iter(blocks.values()))
        what = (
            "not sure"
            if name in unsure_of
            else f"**not emulated**: {not_emulated[name]}"
            if name in not_emulated
            else "the same"
        )
        text += f"| {_cell(name)} | {_ending(there)} | {what} |\n"
    text += "\n## Scripts\n\n| script | on Windows | emulated |\n| --- | --- | --- |\n"
    for row in rows:
        text += f"| {row['group']}: {_cell(row['script'])} | {_ending(row['there'])} | {_ending(row['here'])} |\n"
    return text


def _cell(name: str) -> str:
    return name.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;")


def _ending(seen: dict[str, str]) -> str:
    if seen["verdict"] == "unsure":
        return "not sure"
    named = f" `{seen['name']}`" if seen.get("name") else ""
    return seen["verdict"] + (f": {seen['error']}{named}" if seen.get("error") else "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--windows-python", default="", metavar="PATH", help="what takes the place of python.exe")
    parser.add_argument("--python", default=sys.executable, metavar="PATH", help="the interpreter here (this one)")
    parser.add_argument("--timeout", type=float, default=40, metavar="S", help="of one run (40)")
    parser.add_argument("--name", action="append", default=[], help="only this program, or scripts of this name")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where all rows are written")
    parser.add_argument("what", nargs="+", metavar="GROUP=PATH", help="scripts, or folders of them; or sights")
    options = parser.parse_args()
    if options.what == ["page"]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if not options.windows_python:
        parser.error("without --windows-python there is nothing to compare with")
    if options.what == ["sights"]:
        write_sights(options.windows_python, options.timeout, options.name)
        return 0
    return 1 if write_agreement(options) else 0


if __name__ == "__main__":
    sys.exit(main())
