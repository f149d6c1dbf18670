"""The pages of docs/: every command shown is run and its output compared; every rule's page too; no link leads nowhere."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pickcheck.catalogue import entries

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


outputs, generate = module("outputs"), module("generate")
shown = pytest.mark.skipif(
    f"{sys.version_info[0]}.{sys.version_info[1]}" != outputs.SHOWN or sys.platform != "linux",
    reason=f"the pages show Python {outputs.SHOWN} on Linux",
)


def without_sizes(text: str) -> str:
    """Payloads are a few bytes larger or smaller where paths are longer."""
    return re.sub(r" +((?:\d+|N) x, )?[\d,]+ k?B ", r" \1SIZE ", text)


# How many tasks a pool has sent by the time that its worker is found dead is a matter of time; what was measured is another each time.
RACES = ("worker-killed-hang", "chunk-too-small", "cow-memory")
# How much was sent, or was to be, when the run broke off; then the findings are compared alone.
BROKEN_OFF = ("lingering-server", "sentinel-identity", "wrong-executable")


def without_counts(text: str) -> str:
    text = re.sub(r"\b\d+ x, ", "N x, ", re.sub(r"\s+", " ", text))
    return re.sub(r"(?:less than )?\d+ µs|chunksize=\d+ in|\d+ MB", "measured", text)


@shown
@pytest.mark.parametrize("page", outputs.PAGES, ids=lambda page: page.name)
def test_outputs(page: Path) -> None:
    """What a page shows is what its commands print."""
    text = page.read_text(encoding="utf-8")
    assert "```text\n```" not in text
    assert without_sizes(outputs.rewritten(text)) == without_sizes(text), "run: python docs/outputs.py"


@shown
@pytest.mark.parametrize("entry", [e for e in entries() if e.example is not None], ids=lambda entry: entry.slug)
def test_rule_pages(entry: object) -> None:
    """The report on a rule's bad example is pickcheck's, today."""
    slug = entry.slug  # type: ignore[attr-defined]
    folder = generate._folder(slug)
    if not generate._can_run(folder):
        pytest.skip("it is about a library that is not installed")
    if folder.parent == generate.ENGINES:
        pytest.skip("how many threads a library has is the machine's affair; tests/engines run it")
    version = generate._version(json.loads((folder / "expected.json").read_text(encoding="utf-8")))
    if version != outputs.SHOWN and shutil.which(f"python{version}") is None:
        pytest.skip(f"it is about Python {version}, which is not on the PATH")
    again = generate.output_of(folder)
    text = (DOCS / "rules" / f"{slug}.md").read_text(encoding="utf-8")
    if slug in RACES:
        again, text = without_counts(again), without_counts(text)
    if slug in BROKEN_OFF:
        again = again[again.index("1  PK") :]
    assert without_sizes(again).rstrip() in without_sizes(text), "run: python docs/generate.py --run"


def test_links() -> None:
    """Every link between the pages, and from them into the sources, leads somewhere."""
    for page in [*DOCS.glob("*.md"), *(DOCS / "rules").glob("*.md")]:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            assert "://" in link or (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_page_is_in_the_site() -> None:
    """mkdocs' navigation names every page; pages of rules are found by their folder."""
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in DOCS.glob("*.md"):
        assert f": {page.name}" in navigation, page.name
    for entry in entries():
        assert f": rules/{entry.slug}.md" in navigation, f"mkdocs.yml lacks rules/{entry.slug}.md"


def test_configuration_page(tmp_path: Path) -> None:
    """The table that docs/configuration.md shows is a valid one, with every key."""
    from pickcheck import config

    text = (DOCS / "configuration.md").read_text(encoding="utf-8")
    table = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert table is not None
    (tmp_path / "pyproject.toml").write_text(table[1], encoding="utf-8")
    found = config.load(tmp_path)
    assert len(found.defaults) == 6 and found.selection.per_file
    assert all(key in table[1] for key in config.KEYS)


@pytest.mark.parametrize("format", ["sarif", "junit", "gitlab"])
def test_formats_of_the_page_on_ci(format: str) -> None:
    """The options that the page gives to CI are there."""
    from pickcheck.render import RENDERERS, format_of

    assert format in RENDERERS
    for name in re.findall(r"-o (\S+)", (DOCS / "ci.md").read_text(encoding="utf-8")):
        assert format_of(name)


def test_files_for_ci() -> None:
    """action.yml and the hook call pickcheck with options that it has."""
    words = re.findall(r"(?<=\s)(--[a-z-]+|-o)\b", (ROOT / "action.yml").read_text(encoding="utf-8"))
    shown_help = subprocess.run(
        [sys.executable, "-m", "pickcheck", "--help"], capture_output=True, text=True, check=True
    )
    assert words and all(word in shown_help.stdout for word in words if word not in ("--quiet",))
    assert "entry: pickcheck" in (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert json.loads((ROOT / "src/pickcheck/rules/examples.json").read_text(encoding="utf-8"))
