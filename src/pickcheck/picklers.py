"""The picklers that an object can be checked with, each by the library's own serializer, imported when it is asked for."""

from __future__ import annotations

import importlib
import io
import logging
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .bounds import Limits
from .errors import UsageError
from .pickling.entries import describe
from .pickling.probe import Limits as Search
from .pickling.probe import Probe, find_leaves
from .pickling.saves import find_leaves_in_python

DEFAULT = "multiprocessing"
DEFAULTS = Limits()
NAMES = (DEFAULT, "pickle", "cloudpickle", "dill", "joblib", "loky", "dask", "ray", "pyspark", "torch")
Dumps = Callable[[object], Any]


@dataclass(frozen=True)
class Pickler:
    """A serializer: its name, ``dumps`` and ``loads``, and the class that does it (None where only a function is known).

    in_c: whether the class is built on the C pickler of the standard library. last_resort: whether ``dumps`` tries other
    ways before it comes to the class, so that only what it refuses is looked through.
    """

    name: str
    dumps: Dumps
    loads: Callable[[bytes], Any]
    cls: type | None
    in_c: bool = True
    last_resort: bool = False

    def find_leaves(self, obj: object, name: str, limits: Limits = DEFAULTS, confirm: bool = True) -> Probe:
        """Every part that it will not pickle, within the limits; `confirm` as of ``pickling.probe``."""
        if self.cls is None:
            return _by_trying(self.dumps, obj, name)
        if self.last_resort and self._takes(obj):
            return Probe([], [])
        if self.in_c:
            search = Search(parts=limits.parts, seconds=limits.seconds, leaves=limits.leaves)
            return find_leaves(obj, name=name, pickler=self.cls, limits=search, confirm=confirm)
        return find_leaves_in_python(obj, self.cls, name=name, most=limits.leaves)

    def _takes(self, obj: object) -> bool:
        try:
            self.dumps(obj)
        except Exception:
            return False
        return True


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


def _dill() -> Pickler:
    dill = importlib.import_module("dill")
    return Pickler("dill", dill.dumps, dill.loads, dill.Pickler, in_c=False)


def _cloudpickle_in(name: str, module: str) -> Callable[[], Pickler]:
    """cloudpickle itself, or the copy of it that a library ships: with reducers of its own for that library's objects."""

    def made() -> Pickler:
        cls = importlib.import_module(module).Pickler
        return Pickler(name, _dumps_of(cls), pickle.loads, cls)

    return made


def _loky_in(name: str, module: str) -> Callable[[], Pickler]:
    """What loky sends with; joblib, whose default backend it is, ships a copy."""

    def made() -> Pickler:
        base = importlib.import_module(module).get_loky_pickler()

        class LokyPickler(base):  # type: ignore[misc, valid-type]
            """Its pickler, with the protocol in the place where others have it."""

            def __init__(self, file: Any, protocol: int | None = None) -> None:
                super().__init__(file, protocol=protocol)

        return Pickler(name, _dumps_of(LokyPickler), pickle.loads, LokyPickler)

    return made


def _dask() -> Pickler:
    """distributed.protocol.pickle (2024 to 2026): pickle, dask's own reducers, at last cloudpickle, whose error it raises."""
    protocol = importlib.import_module("distributed.protocol.pickle")
    cloudpickle = importlib.import_module("cloudpickle")

    def dumps(obj: object) -> Any:
        with _silenced(protocol.logger):
            return protocol.dumps(obj)

    def loads(data: bytes) -> Any:
        with _silenced(protocol.logger):
            return protocol.loads(data)

    return Pickler("dask", dumps, loads, cloudpickle.Pickler, last_resort=True)


@contextmanager
def _silenced(logger: logging.Logger) -> Iterator[None]:
    """Without the log records of a failure, which is what is being looked for."""
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _torch() -> Pickler:
    """multiprocessing's, to which the import of torch.multiprocessing adds the reducers of tensors and storages."""
    importlib.import_module("torch.multiprocessing")
    from multiprocessing.reduction import ForkingPickler

    return Pickler("torch", ForkingPickler.dumps, pickle.loads, ForkingPickler)


def _by_trying(dumps: Dumps, obj: object, name: str) -> Probe:
    try:
        dumps(obj)
    except Exception as error:
        return Probe([describe(obj, error, name)], ["only a function is known: which part fails was not looked for"])
    return Probe([], [])


_KNOWN: dict[str, Callable[[], Pickler]] = {
    DEFAULT: _multiprocessing,
    "pickle": _pickle,
    "cloudpickle": _cloudpickle_in("cloudpickle", "cloudpickle"),
    "dill": _dill,
    "joblib": _loky_in("joblib", "joblib.externals.loky.backend.reduction"),
    "loky": _loky_in("loky", "loky.backend.reduction"),
    "dask": _dask,
    "ray": _cloudpickle_in("ray", "ray.cloudpickle"),
    "pyspark": _cloudpickle_in("pyspark", "pyspark.cloudpickle"),
    "torch": _torch,
}
