"""A real headless Chromium, where there is one; the tests say so where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("PICKCHECK_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = os.environ.get("PICKCHECK_TEST_CHROMEDRIVER") or shutil.which("chromedriver")
# It reaches for nothing on the network.
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1280,1000",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    if not (CHROMIUM and DRIVER):
        pytest.skip("no Chromium with a ChromeDriver here (Debian: apt-get install chromium chromium-driver)")
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    options = selenium.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = selenium.Chrome(options=options, service=selenium.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's source: the file that PICKCHECK_TEST_AXE names (npm pack axe-core: package/axe.min.js)."""
    named = os.environ.get("PICKCHECK_TEST_AXE")
    if not named:
        pytest.skip("PICKCHECK_TEST_AXE names no axe.min.js (npm pack axe-core@4.14.1)")
    return Path(named).read_text(encoding="utf-8")
