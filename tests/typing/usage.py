"""What users write, checked by mypy: the types of the public names."""

from __future__ import annotations

import pickle
from typing import Any

import pickcheck
from pickcheck import Comparison, Diagnosis, Finding, Report


def one(obj: object) -> str:
    diagnosis: Diagnosis = pickcheck.check(obj, name="job", load=False, methods=["spawn"])
    if not diagnosis:
        first: Finding = diagnosis.findings[0]
        return f"{first.code} {first.message} {[leaf.path for leaf in diagnosis.leaves]}"
    weight: dict[str, int] = diagnosis.weight()
    plain: dict[str, Any] = diagnosis.to_dict()
    ok: bool = diagnosis.ok
    return f"{weight} {plain} {ok}"


def several(obj: object) -> Diagnosis:
    comparison: Comparison = pickcheck.check(obj, pickler=("pickle", "cloudpickle", pickle.dumps))
    by_class: Diagnosis = pickcheck.check(obj, pickler=pickle.Pickler)
    return by_class if comparison.ok else comparison["pickle"]


def script() -> int:
    pickcheck.assert_picklable([1], name="args", methods=["spawn"])
    report: Report = pickcheck.check_script("app.py", ["--fast"], methods=["spawn"], timeout=10.0)
    return report.exit_status
