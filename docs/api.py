"""Writes api.md, the names that the package is for, from their docstrings and signatures.

python docs/api.py            write
python docs/api.py --check    only compare; exit status 1 where the page is out of date

The sources are read, and nothing of them is imported, so the page is the same under every Python.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent / "src" / "pickcheck"
PAGE = HERE / "api.md"
# The headings of the page, and under each the names and the modules they are defined in.
NAMES = {
    "Calls": (("library", ("check", "assert_picklable", "check_script")), ("bounds", ("Limits",))),
    "What `check` gives": (("diagnoses", ("Diagnosis", "Comparison")),),
    "What `check_script` gives": (
        ("model", ("Report", "Run", "Outcome", "Finding", "Severity", "Leaf", "Step", "Within", "Raised", "Place")),
        ("model", ("Crossing", "ProcessEnd", "Python", "Target", "RuleInfo", "Output")),
    ),
    "Errors": (
        ("errors", ("PickcheckError", "UsageError", "TargetError", "InterpreterError", "ReportError", "ClusterError")),
    ),
}
HEAD = """# The names of the library

<!-- Written by docs/api.py from the docstrings. -->

`check`, `assert_picklable`, `check_script`, `Limits`, `Diagnosis`, `Comparison`, `Report` and `Finding` are names of `pickcheck`
itself; the others are those of the module that stands beside them. [From Python, and in tests](library.md) shows them at
work. The examples are run by the tests.
"""
PUBLIC = ("check", "assert_picklable", "check_script", "Diagnosis", "Comparison", "Report", "Finding", "Limits")
_ITEM = re.compile(r"^(\w+(?:, \w+)*): ")

Definition = ast.FunctionDef | ast.ClassDef


def page() -> str:
    """The whole page."""
    text = HEAD
    for heading, groups in NAMES.items():
        text += f"\n## {heading}\n"
        for module, names in groups:
            source = (PACKAGE / f"{module}.py").read_text(encoding="utf-8")
            found = {node.name: node for node in ast.parse(source).body if isinstance(node, Definition)}
            text += "".join(_entry(module, name, found[name], source) for name in names)
    return text


def _entry(module: str, name: str, node: Definition, source: str) -> str:
    full = f"pickcheck.{name}" if name in PUBLIC else f"pickcheck.{module}.{name}"
    text = f"\n### {name}\n\n```text\n{full}\n```\n{_prose(ast.get_docstring(node) or '')}"
    if isinstance(node, ast.FunctionDef):
        return text.replace(f"{full}\n", f"{_signature(node, source, full)}\n", 1)
    for member in node.body:
        if isinstance(member, ast.FunctionDef) and _is_public(member.name) and (doc := ast.get_docstring(member)):
            text += f"\n**`{_call(member, source)}`**\n{_prose(doc)}"
    fields = [_field(member, source) for member in node.body]
    listing = "".join(f"{line}\n" for line in fields if line)
    return text.replace(f"{full}\n```", f"{full}\n\n{listing}```", 1) if listing else text


def _is_public(name: str) -> bool:
    return not name.startswith("_") or name in ("__bool__", "__getitem__", "__str__", "_repr_html_")


def _field(node: ast.stmt, source: str) -> str | None:
    """A field of a dataclass, or a member of an enumeration, as it is written there."""
    names = [node.target] if isinstance(node, ast.AnnAssign) else node.targets if isinstance(node, ast.Assign) else []
    if not names or not isinstance(names[0], ast.Name) or names[0].id.startswith("_"):
        return None
    return (ast.get_source_segment(source, node) or "").partition(" = field(")[0]


def _signature(node: ast.FunctionDef, source: str, name: str) -> str:
    """As it stands in the source, with the full name."""
    lines = source.splitlines()[node.lineno - 1 : node.body[0].lineno - 1]
    text = "\n".join(line.partition("  # ")[0] for line in lines).rstrip().removesuffix(":")
    return text.replace(f"def {node.name}(", f"{name}(", 1)


def _call(node: ast.FunctionDef, source: str) -> str:
    """A method's signature on one line, without self; a property's name and type."""
    text = " ".join(_signature(node, source, node.name).split())
    text = re.sub(r"\((self|cls)(, )?", "(", text)
    if any(isinstance(one, ast.Name) and one.id == "property" for one in node.decorator_list):
        return text.replace("() -> ", ": ")
    return text


def _prose(text: str) -> str:
    """A docstring as Markdown: parameters become a list, examples blocks of code."""
    return "".join(f"\n{paragraph}\n" for paragraph in _paragraphs(text))


def _paragraphs(text: str) -> Iterator[str]:
    for part in re.split(r"\n\s*\n", re.sub(r"``([^`]+)``", r"`\1`", text)):
        lines = part.splitlines()
        if lines[0].startswith(">>> "):
            yield "```pycon\n" + "\n".join(lines) + "\n```"
        elif _ITEM.match(lines[0]):
            yield "\n".join(
                _ITEM.sub(r"- **\1**: ", line) if _ITEM.match(line) else f"  {line.strip()}" for line in lines
            )
        else:
            yield "\n".join(lines)


def main(words: list[str]) -> int:
    """Write or compare; the exit status."""
    text = page()
    if words == ["--check"]:
        stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text
        if stale:
            print(f"{PAGE}: out of date")
        return int(stale)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
