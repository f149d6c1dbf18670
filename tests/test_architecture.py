"""The house's rules: imports point down; what runs in the user's processes needs the standard library only."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "pickcheck"
BELOW = {
    "cli": {"commands", "__init__"},
    "pytest_plugin": {"diagnoses", "library", "model", "pytest_watch", "render"},
    "pytest_watch": {"errors", "model", "pytest_findings", "pytest_plugin", "pytest_recording", "sources"},
    "pytest_findings": {"explain", "facts", "launch", "model", "outcome", "render", "rules", "sources"},
    "pytest_recording": {"errors", "launch", "model"},
    "commands": {
        "baseline",
        "batch",
        "catalogue",
        "checker",
        "compare",
        "config",
        "errors",
        "examples",
        "launch",
        "lint",
        "model",
        "progress",
        "render",
        "selection",
        "sources",
        "__init__",
    },  # fmt: skip
    "baseline": {"compare", "model", "render"},
    "batch": {"checker", "errors", "trees", "folders", "launch", "model", "__init__"},
    "compare": {"fingerprints", "model"},
    "fingerprints": {"model"},
    "catalogue": {"errors", "rules"},
    "config": {"catalogue", "checker", "errors", "selection", "thresholds"},
    "selection": {"catalogue", "model"},
    "progress": {"checker", "model"},
    "library": {"bounds", "checker", "diagnoses", "errors", "model", "objects", "picklers"},
    "objects": {"bounds", "cases", "diagnoses", "launch", "picklers", "pickling"},
    "cases": {
        *("bounds", "diagnoses", "explain", "facts", "launch", "model", "picklers", "pickling", "rules", "sources"),
    },
    "diagnoses": {"model", "render"},
    "picklers": {"bounds", "errors", "pickling"},
    "bounds": {"errors"},
    "checker": {"errors", "launch", "model", "observed", "outcome", "thresholds"},
    "observed": {
        *("explain", "facts", "launch", "model", "outcome", "rules", "sources", "thresholds", "timelines", "__init__"),
    },
    "timelines": {"facts", "model", "sources"},
    "thresholds": set(),
    "explain": {"facts", "model", "outcome", "rules", "siblings", "sources"},
    "siblings": {"facts"},
    "outcome": {"facts", "model", "rules"},
    "launch": {"errors", "facts", "model", "thresholds", "trees"},
    "lint": {"bindings", "effects", "errors", "facts", "folders", "model", "rules", "sources", "trees", "__init__"},
    "render": {"catalogue", "errors", "fingerprints", "model", "trees"},
    "sources": {"facts", "model", "trees"},
    "rules": {"bindings", "effects", "facts", "model", "thresholds", "trees"},
    "folders": {"errors"},
    "effects": {"bindings", "trees"},
    "bindings": {"trees"},
    "trees": set(),
    "examples": {"model"},
    "facts": set(),
    "model": {"errors", "render"},  # Report.load and Report.render, when they are called
    "errors": set(),
    "recorder": {"pickling"},
    "pickling": set(),
}
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name not in ("examples", "entry")]


def unit_of(path: Path) -> str:
    part = path.relative_to(PACKAGE).parts[0]
    return part.removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """The units of ours that a file imports, by its relative imports."""
    found = set()
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {name.split(".")[0] if name and name != "__version__" else "__init__" for name in names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    """A unit imports itself and the units below it."""
    unit = unit_of(path)
    if unit in ("__init__", "__main__"):
        return
    assert imports_of(path) <= BELOW[unit] | {unit}


@pytest.mark.parametrize("unit", ["pickling", "recorder"])
def test_standard_library_only(unit: str) -> None:
    """What runs inside the user's processes imports the standard library, pickling and itself."""
    for path in (PACKAGE / unit).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            for name in names:
                top = name.split(".")[0]
                assert top in sys.stdlib_module_names | {"_pickcheck", "sitecustomize"}, f"{path}: {name}"


def test_every_rule_is_listed() -> None:
    """Each file of rules with a RULE is in the tuples, once, under its own slug and code."""
    from pickcheck.rules import RULES, RUN_RULES, UNEXPLAINED

    listed = [*RULES, *RUN_RULES, UNEXPLAINED]
    files = {
        path.stem.replace("_", "-") for path in (PACKAGE / "rules").glob("*.py") if "\nRULE = " in path.read_text()
    }
    assert sorted(rule.slug for rule in listed) == sorted(files)
    assert len({rule.code for rule in listed}) == len(listed)


def test_launch_never_imports_the_recorder() -> None:
    """The recorder is named by its path: it may run under another interpreter."""
    for path in (PACKAGE / "launch").glob("*.py"):
        assert "recorder" not in imports_of(path)


def test_watched_modules_are_the_patched_ones() -> None:
    """The finder's list, which loads nothing, and the table of patches name the same modules."""
    from pickcheck.recorder.engines import PATCHES as ENGINE_PATCHES
    from pickcheck.recorder.patches import PATCHES
    from pickcheck.recorder.start import ENGINES, WATCHED

    assert {"multiprocessing.context", *PATCHES} == WATCHED
    assert ENGINE_PATCHES.keys() == ENGINES


def test_what_changes_a_value_in_place_is_the_same_on_both_sides() -> None:
    """The child and the launcher look for it, each in its own tree of the source."""
    from pickcheck.launch.bindings import CHANGES
    from pickcheck.recorder import scopes

    assert scopes.CHANGES == CHANGES


def test_no_module_hides_a_public_name() -> None:
    """A submodule of a public name's would replace it in the package as soon as it is imported."""
    import pickcheck

    for name in pickcheck.__all__:
        assert not (PACKAGE / f"{name}.py").exists() and not (PACKAGE / name).exists()
        assert getattr(pickcheck, name) is not None
