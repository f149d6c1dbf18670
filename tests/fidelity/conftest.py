"""The interpreter whose runs are compared: the running one, or the one that $PICKCHECK_TEST_PYTHON names."""

from __future__ import annotations

import os
import sys

import pytest

from pickcheck.launch import lookup


@pytest.fixture(scope="session")
def python() -> str:
    """The interpreter that is run, plain and recorded."""
    return lookup.find(os.environ.get("PICKCHECK_TEST_PYTHON", sys.executable))


@pytest.fixture(autouse=True)
def _no_foreign_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test runner's own PYTHONPATH is not the user's."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
