"""Writes what is generated from the rules and the corpus: docs/rules.md, docs/rules/ and the site's list of them
(mkdocs.yml), and the examples that pickcheck explain shows (src/pickcheck/rules/examples.json); and, from a real run,
first-screen.svg; and, from the docstrings, docs/api.md (docs/api.py); and the tables of docs/lint.md (docs/lint_page.py); and, from
what ran on a real Windows, docs/windows-agreement.md (tests/fidelity/windows_agreement.py).

python docs/generate.py            write; a bad example is run only when it is new or has changed
python docs/generate.py --run      write, with new reports: every rule's bad example is run
python docs/generate.py --check    only compare; exit status 1 where a file is out of date
python docs/generate.py --screen   the picture
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import runpy
import sys
from pathlib import Path
from typing import Any

from pickcheck.rules import RULES, RUN_RULES, UNEXPLAINED, Rule, RunRule

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "tests" / "corpus"
ENGINES = CORPUS.parent / "engines"
EXAMPLES = HERE.parent / "src" / "pickcheck" / "rules" / "examples.json"
SITE = HERE.parent / "mkdocs.yml"
# The version whose verdicts are shown.
SHOWN = "3.11"

HEAD = """# Rules

Each finding names the rule that explains it: a code, which is never reused, and a slug. The first rule that matches
explains a fault; [unpicklable](#unpicklable) and [unexplained](#unexplained) are the fallbacks. The examples are run by
the tests under every start method and Python.

"""


def rules_page() -> str:
    """All rules by code: why it happens, a bad example and its mended twin."""
    every: list[Rule | RunRule] = sorted([*RULES, *RUN_RULES, UNEXPLAINED], key=lambda rule: rule.code)
    listing = "".join(f"- [{rule.code} {rule.slug}](#{rule.slug}): {rule.title}\n" for rule in every)
    return HEAD + listing + "".join(_rule(rule) for rule in every)


def _rule(rule: Rule | RunRule) -> str:
    text = f'\n## {rule.slug}\n\n<a id="{rule.slug}"></a>**{rule.code}**: {rule.title}.\n\n{rule.why}\n'
    folder = next((root / rule.slug for root in (CORPUS, ENGINES) if (root / rule.slug).exists()), CORPUS)
    for name, label in (("bad", "Fails"), ("good", "Mended")):
        if (folder / f"{name}.py").exists():
            text += f"\n{label}:\n\n```python\n{(folder / f'{name}.py').read_text(encoding='utf-8').strip()}\n```\n"
    return text


def screen() -> None:
    """The first screen of a real run, as a picture."""
    from rich.console import Console
    from rich.text import Text

    from pickcheck import check_script
    from pickcheck.render import terminal

    os.chdir(HERE / "example")
    text = terminal.render([check_script("app.py")], width=80, color=True)
    console = Console(record=True, width=80, file=io.StringIO())
    console.print(Text.from_ansi(text))
    drawn = console.export_svg(title="pickcheck app.py")
    # No fonts from elsewhere, no trace of the tool: the reader's own monospace font will do.
    drawn = re.sub(r"@font-face \{.*?\}|<!--.*?-->", "", drawn, flags=re.DOTALL)
    (HERE / "first-screen.svg").write_text(
        "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n", encoding="utf-8"
    )


def examples(run: bool) -> dict[str, dict[str, object]]:
    """For every slug with a corpus pair: both scripts, what became of them, and pickcheck's report on the bad one."""
    kept = json.loads(EXAMPLES.read_text(encoding="utf-8")) if EXAMPLES.exists() else {}
    every = sorted(rule.slug for rule in (*RULES, *RUN_RULES, UNEXPLAINED))
    found: dict[str, dict[str, object]] = {}
    for slug in every:
        folder = _folder(slug)
        if folder is not None:
            pair, before = _pair(folder), kept.get(slug, {})
            same = not (run and _can_run(folder)) and before.get("bad") == pair["bad"]
            found[slug] = {**pair, "output": before["output"] if same else output_of(folder)}
    return found


def _can_run(folder: Path) -> bool:
    """Whether what its scripts import is installed here."""
    named = (name.partition("<")[0] for name in _expected(folder).get("requires", []))
    return all(importlib.util.find_spec(name) is not None for name in named)


def _folder(slug: str) -> Path | None:
    """The rule's own pair, or its first variant."""
    folders = [CORPUS / slug, ENGINES / slug, *sorted(CORPUS.glob(f"{slug}--*"))]
    return next((folder for folder in folders if (folder / "bad.py").exists()), None)


def _pair(folder: Path) -> dict[str, object]:
    expected = _expected(folder)
    version = _version(expected)
    plain = {name: expected.get("plain", {}).get(name, {}).get(version, {}) for name in ("bad", "good")}
    verdicts = {
        "bad": expected.get("outcome", {}).get(version, {}),
        "plain": {method: ran["verdict"] for method, ran in plain["bad"].items()},
        "good": {method: ran["verdict"] for method, ran in plain["good"].items()},
    }
    scripts = {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in ("bad", "good")}
    return {**scripts, "verdicts": verdicts}


def _expected(folder: Path) -> dict[str, Any]:
    """What is expected of a pair. Those of other libraries have no versions, and do under plain Python what is expected."""
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    if folder.parent != ENGINES:
        return expected
    methods = {name: verdict for name, verdict in expected["outcome"].items() if name != "windows"}
    bad = {method: {"verdict": verdict} for method, verdict in methods.items()}
    good = {method: {"verdict": "ok"} for method in methods}
    return {**expected, "outcome": {SHOWN: methods}, "plain": {"bad": {SHOWN: bad}, "good": {SHOWN: good}}}


def _version(expected: dict[str, Any]) -> str:
    """The version that is shown: another one for what older ones have not."""
    outcomes = expected.get("outcome", {SHOWN: {}})
    return SHOWN if SHOWN in outcomes else min(outcomes)


def output_of(folder: Path) -> str:
    """What pickcheck says of a folder's bad.py, but for what differs from run to run."""
    from pickcheck import check_script
    from pickcheck.render import terminal

    before = Path.cwd()
    os.chdir(folder)
    try:
        expected = _expected(folder)
        version = _version(expected)
        pythons = None if version == SHOWN else (version,)
        timeout, methods = expected.get("timeout", 12), ("fork", "spawn", "forkserver")
        report = check_script("bad.py", timeout=timeout, methods=methods, pythons=pythons)
        if not report.findings:  # what shows on Windows alone
            report = check_script("bad.py", timeout=timeout, methods=("spawn", "windows"), pythons=pythons)
        return settled(terminal.render([report], width=80), version)
    finally:
        os.chdir(before)


def settled(text: str, version: str = SHOWN) -> str:
    """Without what differs from run to run or from machine to machine: seconds, the interpreter, made-up names."""
    text = re.sub(r"psm_[0-9a-f]{8}", "psm_01234567", text)
    text = re.sub(r"CPython [\d.]+ on \w+", f"CPython {version} on Linux", text)
    return re.sub(r" · [\d.]+ s$", "", text, flags=re.MULTILINE)


def pages(found: dict[str, dict[str, object]]) -> dict[Path, str]:
    """Every generated file and its text; a page for each rule."""
    every: list[Rule | RunRule] = sorted([*RULES, *RUN_RULES, UNEXPLAINED], key=lambda rule: rule.code)
    texts = {HERE / "rules.md": rules_page()}
    texts[HERE / "api.md"] = runpy.run_path(str(HERE / "api.py"))["page"]()
    texts[HERE / "lint.md"] = runpy.run_path(str(HERE / "lint_page.py"))["page"]()
    agreement = HERE.parent / "tests" / "fidelity" / "windows_agreement.py"
    texts[HERE / "windows-agreement.md"] = runpy.run_path(str(agreement))["page"]()
    texts[EXAMPLES] = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    for rule in every:
        texts[HERE / "rules" / f"{rule.slug}.md"] = _page(rule, found.get(rule.slug))
    texts[SITE] = _navigation(SITE.read_text(encoding="utf-8"), every)
    return texts


def _navigation(text: str, every: list[Rule | RunRule]) -> str:
    """The site's configuration with a line for each rule's page."""
    lines = "".join(f"      - {rule.code} {rule.slug}: rules/{rule.slug}.md\n" for rule in every)
    head, mark, rest = text.partition("      # Written by docs/generate.py.\n")
    end = rest.index("      # End of the rules.")
    return head + mark + lines + rest[end:]


def _page(rule: Rule | RunRule, example: dict[str, object] | None) -> str:
    text = f"# {rule.slug}\n\n**{rule.code}**: {rule.title}.\n\n{rule.why}\n"
    if example is None:
        return text + "\nThis rule has no example of its own.\n"
    for name, label in (("bad", "Fails"), ("good", "Mended")):
        text += f"\n## {label}\n\n```python\n{str(example[name]).strip()}\n```\n"
        if name == "bad":
            text += f"\n```console\n$ pickcheck bad.py\n```\n\n```text\n{str(example['output']).rstrip()}\n```\n"
    return text


def main(words: list[str]) -> int:
    """Write or compare; the exit status."""
    texts = pages(examples(run="--run" in words))
    stale = {path for path, text in texts.items() if not path.exists() or path.read_text(encoding="utf-8") != text}
    extra = set((HERE / "rules").glob("*.md")) - set(texts)
    if words == ["--check"]:
        for path in sorted(stale | extra):
            print(f"{path}: out of date")
        return int(bool(stale or extra))
    if words == ["--screen"]:
        screen()
        return 0
    (HERE / "rules").mkdir(exist_ok=True)
    for path in extra:
        path.unlink()
    for path in stale:
        path.write_text(texts[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
