"""The picklers that an object can be checked with, each by the library's own serializer, imported when it is asked for."""

from __future__ import annotations

import importlib
import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import UsageError
from .pickling.probe import Probe, describe, find_leaves
from .pickling.saves import find_leaves_in_python

DEFAULT = "multiprocessing"
NAMES = (DEFAULT, "pickle", "cloudpickle", "dill", "joblib")
Dumps = Callable[[object], Any]


@dataclass(frozen=True)
class Pickler:
    """A serializer: its name, ``dumps`` and ``loads``, and the class that does it (None where only a function is known).

    in_c: whether the class is built on the C pickler of the standard library.
    """

    name: str
    dumps: Dumps
    loads: Callable[[bytes], Any]
    cls: type | None
    in_c: bool = True

    def find_leaves(self, obj: object, name: str) -> Probe:
        """Every part that it will not pickle."""
        if self.cls is None:
            return _by_trying(self.dumps, obj, name)
        if self.in_c:
            return find_leaves(obj, name=name, pickler=self.cls)
        return find_leaves_in_python(obj, self.cls, name=name)


def pickler_of(given: str | type | Dumps | None) -> Pickler:
    """The pickler of this name, a pickler class, or a function that gives bytes.

    Raises UsageError for a name that is not known, or whose library is not installed.
    """
    if given is None:
        given = DEFAULT
    if isinstance(given, str):
        if given not in _KNOWN:
            raise UsageError(f"no pickler {given!r}: one of {', '.join(NAMES)}, a pickler class or a function")
        try:
            return _KNOWN[given]()
        except ImportError as error:
            raise UsageError(f"the pickler {given!r} is not installed: {error}") from None
    name = getattr(given, "__name__", type(given).__name__)
    if isinstance(given, type):
        in_c = issubclass(given, pickle.Pickler)
        return Pickler(name, _dumps_of(given), pickle.loads, given, in_c)
    return Pickler(name, given, pickle.loads, None)


def _dumps_of(cls: Any) -> Dumps:
    def dumps(obj: object) -> bytes:
        file = io.BytesIO()
        cls(file, pickle.DEFAULT_PROTOCOL).dump(obj)
        return file.getvalue()

    return dumps


def _multiprocessing() -> Pickler:
    from multiprocessing.reduction import ForkingPickler

    return Pickler(DEFAULT, ForkingPickler.dumps, pickle.loads, ForkingPickler)


def _pickle() -> Pickler:
    return Pickler("pickle", pickle.dumps, pickle.loads, pickle.Pickler)


def _cloudpickle() -> Pickler:
    cloudpickle = importlib.import_module("cloudpickle")
    return Pickler("cloudpickle", _dumps_of(cloudpickle.Pickler), pickle.loads, cloudpickle.Pickler)


def _dill() -> Pickler:
    dill = importlib.import_module("dill")
    return Pickler("dill", dill.dumps, dill.loads, dill.Pickler, in_c=False)


def _joblib() -> Pickler:
    """What joblib's default backend, loky, sends with."""
    reduction = importlib.import_module("joblib.externals.loky.backend.reduction")
    base = reduction.get_loky_pickler()

    class LokyPickler(base):  # type: ignore[misc, valid-type]
        """Its pickler, with the protocol in the place where others have it."""

        def __init__(self, file: Any, protocol: int | None = None) -> None:
            super().__init__(file, protocol=protocol)

    return Pickler("joblib", _dumps_of(LokyPickler), pickle.loads, LokyPickler)


def _by_trying(dumps: Dumps, obj: object, name: str) -> Probe:
    try:
        dumps(obj)
    except Exception as error:
        return Probe([describe(obj, error, name)], ["only a function is known: which part fails was not looked for"])
    return Probe([], [])


_KNOWN: dict[str, Callable[[], Pickler]] = {
    DEFAULT: _multiprocessing,
    "pickle": _pickle,
    "cloudpickle": _cloudpickle,
    "dill": _dill,
    "joblib": _joblib,
}
