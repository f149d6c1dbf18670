"""Libraries that keep threads of their own, at a fork: named where their threads are alive, and only there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from pickcheck.checker import Options, check
from pickcheck.model import Finding, Target

pytestmark = [
    pytest.mark.skipif(
        not os.environ.get("PICKCHECK_TEST_ENGINES"),
        reason="the engines have an environment of their own: tox run -e engines",
    ),
    pytest.mark.skipif(sys.platform != "linux", reason="Linux tells whose a thread is"),
]
HERE = Path(__file__).parent / "forks"


def said(script: str, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """The findings of a script that ends well under fork."""
    monkeypatch.chdir(HERE)
    report = check(Target(script), Options(methods=("fork",), pythons=(sys.executable,), timeout=60))
    assert [run.outcome.value for run in report.runs] == ["ok"]
    return list(report.findings)


@pytest.mark.parametrize(
    ("script", "rule", "words"),
    [
        ("../tokenizers-fork/bad.py", "tokenizers-fork", "of tokenizers (tokenizers."),
        ("../grpc-fork/bad.py", "grpc-fork", "of gRPC (cygrpc."),
    ],
)
def test_a_warning_names_the_library(script: str, rule: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside an ok: this time it went well."""
    (one,) = [found for found in said(script, monkeypatch) if found.rule == rule]
    assert one.severity.value == "warning" and words in one.message


def test_what_ends_its_threads_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenBLAS, as numpy comes with it."""
    assert said("openblas_ends_its_threads.py", monkeypatch) == []
