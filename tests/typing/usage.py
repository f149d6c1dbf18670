"""What users write, checked by mypy and pyright: the types of the public names."""

from __future__ import annotations

import pickle
from typing import Any

import pickcheck
from pickcheck import Comparison, Diagnosis, Finding, Limits, Report
from pickcheck.errors import PickcheckError
from pickcheck.model import Outcome, Severity
from pickcheck.pytest_plugin import Pickcheck


def one(obj: object) -> str:
    limits = Limits(parts=1000, seconds=1.5)
    diagnosis: Diagnosis = pickcheck.check(obj, name="job", load=False, methods=["spawn"], limits=limits)
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


def by_pickler(obj: object) -> dict[str, Any]:
    one: Diagnosis = pickcheck.check(obj, pickler="dask")
    names: list[str] = [*pickcheck.check(obj, pickler=("ray", "torch")).diagnoses]
    where: list[str] = [finding.place.path for finding in one.findings if finding.place is not None]
    raised: list[str] = [leaf.raised.type for leaf in one.leaves if leaf.raised is not None]
    return {"notes": one.notes, "names": names, "where": where, "raised": raised, "bool": bool(one)}


def saved(path: str) -> str:
    try:
        report: Report = Report.load(path)
    except PickcheckError as error:
        return f"{error.message} {error.status}"
    outcomes: list[Outcome] = [run.outcome for run in report.runs]
    severities: list[Severity] = [finding.severity for finding in report.findings]
    bytes_sent: int = sum(crossing.bytes for run in report.runs for crossing in run.crossings)
    return f"{report.render('markdown')} {outcomes} {severities} {bytes_sent} {report.target.name}"


def in_a_test(pickcheck: Pickcheck) -> Report:
    pickcheck.assert_picklable([1], name="jobs")
    diagnosis: Diagnosis = pickcheck.check({"a": 1}, load=False)
    assert diagnosis
    return pickcheck.script("app.py", ["--fast"], timeout=10)


def script() -> int:
    pickcheck.assert_picklable([1], name="args", methods=["spawn"])
    report: Report = pickcheck.check_script("app.py", ["--fast"], methods=["spawn"], timeout=10.0)
    return report.exit_status
