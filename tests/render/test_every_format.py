"""Every renderer on one set of reports: what is written is what is kept in ``golden``, and its reader takes it.

PICKCHECK_TEST_RENEW_GOLDEN=1 pytest tests/render/test_every_format.py writes the golden files anew (look at the difference).
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

import pytest
from cases import five_thousand, reports
from readers import harmless

from pickcheck.model import Report
from pickcheck.render import RENDERERS

GOLDEN = Path(__file__).resolve().parent / "golden"
RENEW = bool(os.environ.get("PICKCHECK_TEST_RENEW_GOLDEN"))
KEPT = ["empty", "one", "every rule", "hostile", "five thousand"]
CASES = [*reports(), "five thousand"]
ENDS = {"terminal": "txt", "json": "json", "html": "html", "markdown": "md", "sarif": "sarif", "junit": "xml",
        "github": "github.txt", "gitlab": "gitlab.json"}  # fmt: skip


@lru_cache(maxsize=1)
def cases() -> dict[str, Report]:
    return {**reports(), "five thousand": five_thousand()}


def kept(case: str, format: str, text: str) -> str:
    """The text as it is kept: a page without our own style, script and rules; of a very long one a digest."""
    if format == "html":
        for own in (
            r"<style>.*?</style>",
            r"<script>.*?</script>",
            r"sha256-[^\']*",
            r'<section aria-labelledby="rules">.*</section>',
        ):
            text = re.sub(own, "", text, flags=re.DOTALL)
        text = re.sub(r'<figure class="change">.*?</figure>', "", text, flags=re.DOTALL)
    if case == "five thousand":
        digest = hashlib.sha256(text.encode()).hexdigest()
        return f"{len(text.splitlines())} lines, {len(text)} characters, {digest}\n{text[:1500]}\n...\n{text[-1500:]}"
    return text


@pytest.mark.parametrize("format", list(RENDERERS))
@pytest.mark.parametrize("case", CASES)
def test_written_and_read(case: str, format: str) -> None:
    """One report, and two."""
    report = cases()[case]
    text = RENDERERS[format]([report])
    if case in KEPT:
        path = GOLDEN / f"{case.replace(' ', '-')}.{ENDS[format]}"
        if RENEW:
            path.parent.mkdir(exist_ok=True)
            path.write_text(kept(case, format, text), encoding="utf-8", newline="\n")
        assert path.read_text(encoding="utf-8") == kept(case, format, text), f"if it is meant: {__doc__}"
    harmless(format, text, [report])
    if case != "five thousand":
        harmless(format, RENDERERS[format]([report, report]), [report, report])
        assert len(text) < 1_000_000
