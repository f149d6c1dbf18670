"""The article's examples, runnable as they stand; ``pickcheck examples`` runs them all.

Each is a script of its own. The first ones are the article's; those named ``caveat_*`` make its warning visible: what
crosses under fork and not elsewhere, and the mended twin of each.
"""

from __future__ import annotations

import os
from pathlib import Path

from ..model import Target

FOLDER = Path(__file__).parent


def targets() -> list[Target]:
    """The examples as targets, in the article's order."""
    return [Target(_shown(path)) for path in sorted(FOLDER.glob("[0-9]*.py"))]


def _shown(path: Path) -> str:
    """The path as the user would write it from where they stand, if the example lies below that."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
