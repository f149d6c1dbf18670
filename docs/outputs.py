"""Runs the commands that the pages of docs/ show, and writes what they print under them.

Commands are a fenced block of the kind console, with a line ``$ pickcheck ...`` each; what they print is in the fenced block
of the kind text that follows. ``<!-- in FOLDER -->`` on a line before says where, relative to docs/: in a copy of that folder,
which lasts until the next such line. The block of the kind python after ``<!-- file FILE -->`` is that file.

python docs/outputs.py            write
python docs/outputs.py --check    only compare; exit status 1 where a page is out of date
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The version whose outputs are shown.
SHOWN = "3.11"
PAGES = sorted(path for path in HERE.glob("*.md") if "<!-- in " in path.read_text(encoding="utf-8"))
_PART = re.compile(
    r"<!-- in (?P<folder>\S+) -->|<!-- file (?P<file>\S+) -->\n\n```python\n.*?```\n"
    r"|```console\n(?P<commands>(?:\$ [^\n]+\n)+)```\n\n```text\n(?P<output>.*?)\n?```\n",
    re.DOTALL,
)


def settled(text: str) -> str:
    """Without what differs from run to run or from machine to machine: seconds, the interpreter."""
    text = re.sub(r"CPython [\d.]+ on \w+", f"CPython {SHOWN} on Linux", text)
    return re.sub(r" · [\d.]+ s$", "", text, flags=re.MULTILINE).strip()


def run(commands: str, folder: Path) -> str:
    """What commands print, standard error first, in a folder; with this interpreter's pickcheck."""
    scripts = os.path.dirname(sys.executable)
    environment = {
        **os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}", "COLUMNS": "80", "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1", "VIRTUAL_ENV": sys.prefix,
    }  # fmt: skip
    shell = ["bash", "-c", commands]
    done = subprocess.run(shell, cwd=folder, capture_output=True, encoding="utf-8", env=environment, check=False)
    return done.stderr + done.stdout


def rewritten(page: str) -> str:
    """The page with the outputs of its commands as they are now."""
    with tempfile.TemporaryDirectory() as temporary:
        copies = [Path(temporary)]

        def replace(match: re.Match[str]) -> str:
            if match["file"]:
                source = (HERE / match["file"]).read_text(encoding="utf-8")
                return f"<!-- file {match['file']} -->\n\n```python\n{source}```\n"
            if match["folder"]:
                copies.append(Path(temporary) / str(len(copies)))
                shutil.copytree(HERE / match["folder"], copies[-1])
                return match[0]
            commands = re.sub(r"^\$ ", "", match["commands"], flags=re.MULTILINE)
            return f"```console\n{match['commands']}```\n\n```text\n{settled(run(commands, copies[-1]))}\n```\n"

        return _PART.sub(replace, page)


def main(words: list[str]) -> int:
    """Write or compare; the exit status."""
    stale = False
    for path in PAGES:
        old = path.read_text(encoding="utf-8")
        new = rewritten(old)
        if new != old:
            stale = True
            print(f"{path}: out of date")
            if words != ["--check"]:
                path.write_text(new, encoding="utf-8")
    return int(stale and words == ["--check"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
