"""C's long in ``struct``, ``array`` and ``ctypes.sizeof``, as on Windows: 32 bits. For user code whose source names it alone.

There ``l`` and ``i`` are one size with one alignment, so that the one can stand for the other (Modules/_struct.c, native mode;
Modules/arraymodule.c).
"""

from __future__ import annotations

import sys

from .windows_views import Function, lazy, unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TO_INT = str.maketrans("lL", "iI")
_STANDARD = ("=", "<", ">", "!")
_REAL = eval, ("__import__('array').array",)  # it is pickled as the module's own
_made: dict[str, Any] = {}


def _there(format: Any) -> Any:
    """The format that has here the layout which this one has on Windows."""
    if type(format) is bytes:
        return format if format[:1].decode("latin-1") in _STANDARD else format.replace(b"l", b"i").replace(b"L", b"I")
    return format.translate(_TO_INT) if type(format) is str and not format.startswith(_STANDARD) else format


def _of_struct(struct: Any, name: str) -> Function:
    real = getattr(struct, name)

    def function(format: Any, *args: Any, **kwargs: Any) -> Any:
        return real(_there(format), *args, **kwargs)

    return Function("struct", name, function)


def _compiled(struct: Any) -> Any:
    class Struct(struct.Struct):  # type: ignore[misc,unused-ignore]
        def __new__(cls, format: Any) -> Any:
            return super().__new__(cls, _there(format))

        def __init__(self, format: Any) -> None:
            super().__init__(_there(format))
            self._format = format

        @property
        def format(self) -> Any:
            return self._format

    Struct.__module__, Struct.__qualname__ = "struct", "Struct"
    return Struct


def _array(array: Any) -> Any:
    """A class that makes the module's own arrays; by every test these are its instances."""
    real = array.array

    class Meta(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, real) if cls is made else type.__instancecheck__(cls, instance)

        def __subclasscheck__(cls, subclass: type) -> bool:
            return issubclass(subclass, real) if cls is made else type.__subclasscheck__(cls, subclass)

    class Array(real, metaclass=Meta):  # type: ignore[misc,valid-type,unused-ignore]
        __slots__ = ()

        def __new__(cls, typecode: Any, *args: Any) -> Any:
            if typecode in ("l", "L"):
                if "typecode" in sys._getframe(1).f_code.co_names:
                    unsure(
                        "an array of C's long is asked for its typecode", "which is another one here", sys._getframe(1)
                    )
                typecode = typecode.translate(_TO_INT)
            return real.__new__(real if cls is made else cls, typecode, *args)

    made: Any = Array
    made.__module__, made.__name__, made.__qualname__ = "array", "array", "array"
    import copyreg

    copyreg.pickle(Meta, lambda cls: _REAL if cls is made else cls.__qualname__)
    return made


def _once(name: str, make: Any) -> Any:
    return lazy(lambda module: _made[name] if name in _made else _made.setdefault(name, make(module)))


_FUNCTIONS = ("pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "calcsize")
# What views of these modules change.
CHANGED: dict[str, dict[str, Any]] = {
    "struct": {
        **{name: _once(name, lambda module, name=name: _of_struct(module, name)) for name in _FUNCTIONS},
        "Struct": _once("Struct", _compiled),
    },
    "array": {"array": _once("array", _array), "ArrayType": _once("array", _array)},
}


def size_of(ctypes: Any) -> Any:
    """``ctypes.sizeof``: a wide character has 16 bits there."""

    def sizeof(kind: Any) -> int:
        size: int = ctypes.sizeof(kind)
        wide = ctypes.c_wchar
        cls = kind if isinstance(kind, type) else type(kind)
        return size // 2 if cls is wide or getattr(cls, "_type_", None) is wide else size

    return Function("ctypes", "sizeof", sizeof)
