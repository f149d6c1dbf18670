"""Programs that look at the platform: under the emulated Windows each ends as it did on a real one (``windows_sights.json``)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from . import windows_agreement, windows_sights
from .windows_agreement import Seen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it is on Linux that all of this is emulated")

TRUTH = json.loads(windows_agreement.TRUTH.read_text(encoding="utf-8"))


def known(name: str) -> Seen:
    """What Windows did, with the nearest Python of which that is known."""
    blocks = TRUTH[name]
    since = (3, 14) if name in windows_sights.SINCE_314 else (3, 13)
    block = blocks["3.14" if sys.version_info >= since and "3.14" in blocks else "3.11"]
    return Seen(block["verdict"], block.get("error", ""), block.get("name", ""), block.get("printed", ""))


@pytest.mark.parametrize("name", windows_sights.SIGHTS)
def test_sights(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same outcome, exception and missing name; or it is not sure, where it is known to be; or it is told as not emulated."""
    if sys.version_info < windows_sights.NEEDS.get(name, (3, 10)):
        pytest.skip("this version has no such parameter")
    windows_agreement.set_environment(monkeypatch)
    script = tmp_path / "app.py"
    script.write_text(windows_sights.SIGHTS[name], encoding="utf-8")
    there, here = known(name), windows_agreement.under_emulation(script, sys.executable, 60)
    since = windows_sights.UNSURE_FROM.get(name, () if name in windows_sights.UNSURE else (9,))
    assert (here.verdict == "unsure") == (sys.version_info >= since), here
    assert windows_agreement.agree(there, here) == (name not in windows_sights.NOT_EMULATED), (there, here)


def test_what_is_not_emulated_is_told() -> None:
    """The page of the agreement is made of these facts, and names every program that the emulation does not follow."""
    assert set(TRUTH) == set(windows_sights.SIGHTS) >= windows_sights.UNSURE | windows_sights.NOT_EMULATED.keys()
    assert windows_agreement.PAGE.read_text(encoding="utf-8") == windows_agreement.page(), (
        "run: python tests/fidelity/windows_agreement.py page"
    )
