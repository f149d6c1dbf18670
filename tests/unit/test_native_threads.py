"""Threads of libraries at a fork: whose they are, which rule speaks of them, and a child that waits for them."""

from __future__ import annotations

from typing import Any

import pytest

from pickcheck.facts.processes import ChildProcess, Wait
from pickcheck.facts.runs import RunFacts
from pickcheck.facts.surroundings import Hazard, Surroundings
from pickcheck.model import Severity
from pickcheck.rules import RUN_RULES, Said
from pickcheck.rules.rule import RunView

PLACE = ("app.py", 8, "<module>")
GOMP, TORCH, POLARS = "/x/libgomp.so.1", "/x/torch/lib/libtorch_cpu.so", "/x/_polars_runtime.abi3.so"
OPENBLAS = "/x/numpy.libs/libscipy_openblas64_-32a4b2a6.so"
RULES = ("blas-openmp-fork", "grpc-fork", "tokenizers-fork", "polars-fork", "fork-with-threads")


def said(libraries: list[str], native: int = 0, ended: str = "", waits: tuple[Wait, ...] = ()) -> dict[str, list[Said]]:
    facts: dict[str, Any] = {"threads": [], "native": native or len(libraries), "names": ["x"], "libraries": libraries}
    hazard = Hazard("threads", "", PLACE, "process", False, frozenset([1]), facts)
    child = ChildProcess(2, "Process-1", 1, "process", PLACE, False, None, False, False, False)
    run = RunFacts(1, (), (), (), (child,), (), waits=waits, surroundings=Surroundings(hazards=(hazard,)))
    view = RunView("fork", None if ended else 0, ended, 1.0, run)
    found = {rule.slug: list(rule.find(view)) for rule in RUN_RULES if rule.slug in RULES}
    return {slug: sayings for slug, sayings in found.items() if sayings}


@pytest.mark.parametrize(
    ("library", "rule", "name"),
    [
        (GOMP, "blas-openmp-fork", "OpenMP (libgomp.so.1)"),
        ("/x/torch.libs/libgomp-a34b3233.so.1.0.0", "blas-openmp-fork", "OpenMP"),
        ("/x/libiomp5.so", "blas-openmp-fork", "OpenMP"),
        ("/x/libmkl_gnu_thread.so.2", "blas-openmp-fork", "MKL"),
        (OPENBLAS, "blas-openmp-fork", "OpenBLAS"),
        ("/x/grpc/_cython/cygrpc.cpython-311-x86_64-linux-gnu.so", "grpc-fork", "gRPC"),
        ("/x/tokenizers/tokenizers.abi3.so", "tokenizers-fork", "tokenizers"),
        (POLARS, "polars-fork", "Polars"),
        (TORCH, "fork-with-threads", "libtorch_cpu.so"),
    ],
)
def test_the_library_decides(library: str, rule: str, name: str) -> None:
    """By its file; one warning, of one rule."""
    found = said([library, library])
    assert set(found) == {rule} and name in found[rule][0].message
    assert found[rule][0].severity is Severity.WARNING


def test_several_libraries() -> None:
    """Each rule has its own threads; what nobody knows is for the general one."""
    found = said([GOMP, GOMP, TORCH, POLARS], native=5)
    assert "2 threads of OpenMP" in found["blas-openmp-fork"][0].message
    assert "1 thread of Polars" in found["polars-fork"][0].message
    assert "2 threads that Python does not know (libtorch_cpu.so)" in found["fork-with-threads"][0].message


def test_a_thread_that_computes_is_of_the_same_pool() -> None:
    """Nothing can be read off its stack; the pool it is of has its warning."""
    assert set(said([POLARS] * 9, native=11)) == {"polars-fork"}


def test_nobody_knows() -> None:
    """Only their number, and what they call themselves."""
    assert "3 threads that Python does not know (x)" in said([], native=3)["fork-with-threads"][0].message


def test_a_child_that_waits_for_them() -> None:
    """The error that explains the hang; a wait in another library, or a run that ended well, is none."""
    wait = Wait(2, "Process-1", True, "a thread that is not there", ("app.py", 4, "work"), (), "libgomp.so.1")
    (struck,) = said([GOMP], ended="stalled", waits=(wait,))["blas-openmp-fork"]
    assert struck.severity is Severity.ERROR and "Process-1 waits for them at app.py line 4 for ever" in struck.message
    (other,) = said([POLARS], ended="stalled", waits=(wait,))["polars-fork"]
    assert other.severity is Severity.WARNING
