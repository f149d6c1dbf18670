"""The pytest plugin: fixtures and markers that do nothing until a test asks for them.

def test_job(assert_picklable):             job = make_job(); assert_picklable(job)
def test_script(pickcheck):                 pickcheck.script("app.py")
@pytest.mark.pickcheck(methods=["spawn"])   the start methods that these two check under
@pytest.mark.start_methods("spawn", "forkserver")   run the test once under each, as the default start method
pytest --pickcheck                          watch the processes of all tests; tell at the end what went wrong between them
pytest --pickcheck-strict                   and let the tests fail in which that is an error
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .diagnoses import Diagnosis
    from .model import Report

_METHODS = "pickcheck(methods=[...]): the start methods that the fixtures pickcheck and assert_picklable check under"
_START = "start_methods(*names): run the test once under each of these start methods as the default one"
_BEFORE = pytest.StashKey[Any]()  # the default context that a test's start method replaces


class BoundaryWarning(UserWarning):
    """In a test something did not get over a process boundary, or a child saw something else, and nobody was told."""


class DroppedItemWarning(BoundaryWarning):
    """Something was lost: an item that a queue's feeder thread dropped, say; put() had returned."""


class Pickcheck:
    """What the fixture ``pickcheck`` gives.

    methods: of the test's marker, None without one. encoding: what a failure is written in.
    """

    def __init__(self, methods: Sequence[str] | None, encoding: str | None = "utf-8") -> None:
        self.methods = methods
        self.encoding = encoding

    def check(self, obj: object, **options: Any) -> Diagnosis:
        """``pickcheck.check``, under the marker's start methods."""
        from .library import check

        diagnosis: Diagnosis = check(obj, **{"methods": self.methods, **options})
        return diagnosis

    def assert_picklable(self, obj: object, **options: Any) -> None:
        """``pickcheck.assert_picklable``, under the marker's start methods."""
        __tracebackhide__ = True
        diagnosis = self.check(obj, **options)
        if not diagnosis:
            raise AssertionError(f"{diagnosis.name} does not pickle\n{diagnosis}")

    def script(self, path: str, args: Sequence[str] = (), **options: Any) -> Report:
        """Run a script under every start method (or the marker's) and fail the test when a finding is an error.

        Options are those of ``pickcheck.check_script``. A report without errors is returned.
        """
        from .library import check_script
        from .render.terminal import fits, render

        __tracebackhide__ = True
        report = check_script(path, args, **{"methods": self.methods, **options})
        if report.exit_status:
            pytest.fail(render([report], unicode=fits(self.encoding)), pytrace=False)
        return report


@pytest.fixture
def pickcheck(request: pytest.FixtureRequest) -> Pickcheck:
    """Check objects and scripts: .assert_picklable(obj), .check(obj), .script(path)."""
    marker = request.node.get_closest_marker("pickcheck")
    file = getattr(request.config.get_terminal_writer(), "_file", None)
    encoding = getattr(file, "encoding", None) or "utf-8"
    return Pickcheck(marker.kwargs.get("methods") if marker is not None else None, encoding)


@pytest.fixture
def assert_picklable(pickcheck: Pickcheck) -> Any:
    """A function that fails the test when an object (or a part of it) cannot be sent to another process."""
    return pickcheck.assert_picklable


# ---------------------------------------------------------------- start methods


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each method of the marker."""
    marker = metafunc.definition.get_closest_marker("start_methods")
    if marker is None:
        return
    if not marker.args:
        raise pytest.UsageError("start_methods needs the names of start methods")
    if "start_method" not in metafunc.fixturenames:  # the test may take it as an argument, and need not
        metafunc.fixturenames.append("start_method")
    metafunc.parametrize("start_method", marker.args)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before the test's fixtures: the start method that is its turn becomes the default one."""
    if item.get_closest_marker("start_methods") is None or not isinstance(item, pytest.Function):
        return
    method = str(item.callspec.params["start_method"])
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no start method {method} on this platform")
    default: Any = multiprocessing.context._default_context
    item.stash[_BEFORE] = default._actual_context
    multiprocessing.set_start_method(method, force=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """After the test's fixtures: what was the default before."""
    try:
        return (yield)
    finally:
        if _BEFORE in item.stash:
            default: Any = multiprocessing.context._default_context
            default._actual_context = item.stash[_BEFORE]
            del item.stash[_BEFORE]


# ---------------------------------------------------------------- --pickcheck


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options."""
    group = parser.getgroup("pickcheck")
    text = "watch every process boundary of the test run; a section tells what did not get over or came over otherwise"
    group.addoption("--pickcheck", action="store_true", help=text)
    text = "as --pickcheck, and a test with an error that nobody was told of fails"
    group.addoption("--pickcheck-strict", action="store_true", help=text)


def pytest_configure(config: pytest.Config) -> None:
    """The markers; and what the options ask for."""
    config.addinivalue_line("markers", _METHODS)
    config.addinivalue_line("markers", _START)
    strict = bool(config.getoption("--pickcheck-strict"))
    if strict or config.getoption("--pickcheck"):
        from .pytest_watch import Watch

        config.pluginmanager.register(Watch(config, strict), "pickcheck-watch")
