"""The reports that every renderer is judged on (``cases.py``), one after another."""

from __future__ import annotations

import pytest
from cases import reports

from pickcheck.model import Report


@pytest.fixture(params=list(reports()))
def report(request: pytest.FixtureRequest) -> Report:
    return reports()[request.param]
