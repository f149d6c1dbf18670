"""A block of text with its colours and links as escapes, line by line: it is laid out already, and rich would measure
every word of it once more."""

from __future__ import annotations

from functools import lru_cache

from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text


def coloured(text: Text, console: Console) -> str:
    """The text, its spans styled as ``console.print`` styles them; spans must not overlap. No line is broken."""
    parts, plain, end = [], text.plain, 0
    for span in text.spans:
        parts += [plain[end : span.start], _styled(plain[span.start : span.end], str(span.style))]
        end = span.end
    return f"{''.join(parts)}{plain[end:]}\n"


def _styled(text: str, style: str) -> str:
    """Escapes begin and end on the same line: pagers and logs cut text at its lines."""
    seen = _style(style)
    return "\n".join(seen.render(line, color_system=ColorSystem.STANDARD) if line else "" for line in text.split("\n"))


@lru_cache(maxsize=1024)
def _style(style: str) -> Style:
    return Style.parse(style)
