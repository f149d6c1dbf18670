"""What a pickler makes of one object: the order of C `save`, one object at a time.

Follows `save` and `save_reduce` of CPython's Modules/_pickle.c, 3.10 to 3.14: `reducer_override`, functions and
classes by name, the dispatch table, classes of other metaclasses by name, `__reduce_ex__`, `__reduce__`.
"""

from __future__ import annotations

import copyreg
import pickle
import sys
from types import FunctionType, WrapperDescriptorType

from .names import SINK, find_in_type, module_of, mro, name_error, namespace

TYPE_CHECKING = False  # not from typing: that is one more module in the user's process

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Verdict = tuple[str, Any, BaseException | None]

BY_NAME, PARTS, FAILS, CLASS_FAILS = "by name", "parts", "fails", "class fails"

ATOMS = frozenset(
    map(id, (type(None), bool, int, float, complex, str, bytes, bytearray, type(Ellipsis), type(NotImplemented)))
)
CONTAINERS = frozenset(map(id, (list, tuple, dict, set, frozenset)))

_CUSTOM = ("__reduce_ex__", "__reduce__", "__getstate__", "__getnewargs__", "__getnewargs_ex__")
_NO_CODE = (type(None), WrapperDescriptorType)  # C types list their `__getattribute__` too
_LOOKUP = ("__getattribute__", "__getattr__", "__class__")
_BUILTIN_NEWARGS = frozenset(id(vars(cls)["__getnewargs__"]) for cls in (tuple, int, str, float, bytes, complex)
                             if "__getnewargs__" in vars(cls))  # fmt: skip
_FORK_SEMLOCK = (
    "A SemLock created in a fork context is being shared with a process in a spawn context. This is not supported. "
    "Please use the same context to create multiprocessing objects and Process."
)


class Rules:
    """The rules of one pickler class under one protocol, asked object by object.

    `reduce` gives `(verdict, value, error)`: BY_NAME (value: the name or None), PARTS (value: a valid reduce tuple),
    FAILS (error), or CLASS_FAILS (a valid reduce tuple whose class cannot be sent by name, and the error).
    """

    def __init__(self, pickler: type, protocol: int) -> None:
        self.pickler = pickler
        self.protocol = protocol
        self._instance: Any = pickler(SINK, protocol)
        self.override: Callable[[object], Any] | None = getattr(self._instance, "reducer_override", None)
        self.persistent_id: Callable[[object], Any] | None = (
            self._instance.persistent_id if _defines(pickler, "persistent_id") else None
        )
        table = getattr(self._instance, "dispatch_table", None)
        self.table: Any = copyreg.dispatch_table if table is None else table
        self._names: dict[int, tuple[object, Verdict]] = {}

    def flat_table(self) -> Any:
        """The dispatch table as a plain dictionary, for the C pickler: any other mapping costs it a call an object."""
        try:
            return dict(self.table)
        except Exception:
            return self.table

    def reduce(self, obj: object) -> Verdict:
        """The verdict on one object that is neither an atom nor a plain container; never raises an Exception."""
        cached = self._names.get(id(obj))
        if cached is not None:
            return cached[1]
        try:
            verdict = self._reduce(obj)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            verdict = FAILS, None, error
        if verdict[0] is BY_NAME or type(obj) is type or type(obj) is FunctionType:
            self._names[id(obj)] = obj, verdict  # the object is kept, or its id could come again
        return verdict

    def _reduce(self, obj: object) -> Verdict:
        cls = type(obj)
        if self.override is not None:
            value = self.override(obj)
            if value is not NotImplemented:
                return self._judge(obj, value)
        if cls is type or cls is FunctionType:
            return self._by_name(obj, None)
        if cls is pickle.PickleBuffer:
            return self._by_name(obj, None)
        try:
            reducer = self.table[cls]
        except KeyError:
            reducer = None
        if reducer is not None:
            return self._judge(obj, reducer(obj))
        if issubclass(cls, type):
            return self._by_name(obj, None)
        method = getattr(obj, "__reduce_ex__", None)
        if method is not None:
            return self._judge(obj, method(self.protocol))
        method = getattr(obj, "__reduce__", None)
        if method is None:
            raise pickle.PicklingError(f"can't pickle {cls.__name__!r} object")
        return self._judge(obj, method())

    def _by_name(self, obj: object, name: str | None) -> Verdict:
        error = name_error(obj, name, self.protocol)
        return (BY_NAME, name, None) if error is None else (FAILS, None, error)

    def _judge(self, obj: object, value: Any) -> Verdict:
        if issubclass(type(value), str):
            return self._by_name(obj, value)
        if not _well_formed(obj, value):
            return FAILS, None, _refusal(obj, value, self.protocol)
        error = _semlock_error(obj)
        if error is not None:
            return FAILS, None, error
        cls = type(obj)
        if value[0] is cls or any(part is cls for part in value[1]):
            error = self.reduce(cls)[2]
            if error is not None:
                return CLASS_FAILS, value, error
        return PARTS, value, None

    def may_be_trusted(self, cls: type) -> bool:
        """Whether the C pickler alone is as strict with the class's instances as `reduce`."""
        return self.override is None and not any(module_of(base).startswith("multiprocessing.") for base in mro(cls))

    def is_plain(self, cls: type) -> bool:
        """Whether the reduction of the class's instances is `object`'s own, so it runs no user code and cannot fail."""
        if self.override is not None:
            return False
        for base in mro(cls):
            if base is object:
                continue
            entries = namespace(base)
            if any(type(entries.get(name)) not in _NO_CODE for name in _LOOKUP):
                return False
            for name in _CUSTOM:
                if name in entries and id(entries[name]) not in _BUILTIN_NEWARGS:
                    return False
        try:
            return cls not in self.table and self.reduce(cls)[0] is BY_NAME
        except Exception:  # a metaclass whose __hash__ or __eq__ raises
            return False


def is_newobj(function: object) -> bool:
    """Whether C `save_reduce` takes the callable for `copyreg.__newobj__` or `__newobj_ex__` (it goes by the name)."""
    return getattr(function, "__name__", None) in ("__newobj__", "__newobj_ex__")


def _defines(cls: type, name: str) -> bool:
    return any(name in namespace(base) for base in mro(cls) if module_of(base) not in ("_pickle", "builtins"))


def _well_formed(obj: object, value: Any) -> bool:
    if not issubclass(type(value), tuple) or not 2 <= len(value) <= 6:
        return False
    function, args, _state, items, pairs, setter = tuple(value) + (None,) * (6 - len(value))
    if not callable(function) or not issubclass(type(args), tuple):
        return False
    for iterator in (items, pairs):
        if iterator is not None and find_in_type(type(iterator), "__next__") is None:
            return False
    if setter is not None and not callable(setter):
        return False
    name = getattr(function, "__name__", None)
    if name == "__newobj__":
        return bool(args) and issubclass(type(args[0]), type) and args[0] is getattr(obj, "__class__", type(obj))
    if name == "__newobj_ex__":
        return len(args) == 3 and all(map(issubclass, map(type, args), (type, tuple, dict)))
    return True


class _Given(pickle.Pickler):
    """A pickler that takes the reduce value it is given, to hear the C pickler's own words on it."""

    def __init__(self, value: Any, protocol: int) -> None:
        super().__init__(SINK, protocol)
        self.value = value

    def reducer_override(self, obj: object) -> Any:
        return self.value


def _refusal(obj: object, value: Any, protocol: int) -> BaseException:
    try:
        _Given(value, protocol).dump(obj)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        return error
    return pickle.PicklingError("__reduce__ must return a string or tuple")


def _semlock_error(obj: object) -> BaseException | None:
    """The refusal of 3.11.5+ for a semaphore made for fork, where an older version would crash the child instead.

    `multiprocessing/synchronize.py` 3.10: under fork the name is unlinked at once and `_semlock.name` is None.
    """
    synchronize = sys.modules.get("multiprocessing.synchronize")
    semlock = getattr(synchronize, "SemLock", None)
    if sys.platform == "win32" or semlock is None or not any(base is semlock for base in mro(type(obj))):
        return None
    context = sys.modules["multiprocessing.context"]
    if context.get_spawning_popen() is None or getattr(getattr(obj, "_semlock", None), "name", "") is not None:
        return None
    return RuntimeError(_FORK_SEMLOCK)
