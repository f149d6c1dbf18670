"""Writes what is generated in docs/: rules.md from the rules and the corpus, first-screen.svg from a real run.

python docs/generate.py            write
python docs/generate.py --check    only compare; exit status 1 where a file is out of date
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

from pickcheck.rules import RULES, RUN_RULES, UNEXPLAINED, Rule, RunRule

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "tests" / "corpus"

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
    folder = CORPUS / rule.slug
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


def main(words: list[str]) -> int:
    """Write or compare; the exit status."""
    path, text = HERE / "rules.md", rules_page()
    if words == ["--check"]:
        return int(not path.exists() or path.read_text(encoding="utf-8") != text)
    if words == ["--screen"]:
        screen()
        return 0
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
