"""How far ``pickcheck.check`` goes before it says that it went no further."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .errors import UsageError


@dataclass(frozen=True)
class Limits:
    """Bounds of a check. Where one is reached, a note of the diagnosis says so; what was found until then is in it.

    >>> import pickcheck
    >>> rows = [[print] for number in range(50_000)]
    >>> diagnosis = pickcheck.check(rows, limits=pickcheck.Limits(compared=100))
    >>> diagnosis.ok, diagnosis.notes
    (True, ('only the first 100 parts were compared with what was loaded',))

    parts: of an object that does not pickle, how many parts are walked in the search for leaves.
    seconds: how long that search goes on.
    leaves: how many leaves are described.
    load_bytes, load_seconds: how large a pickle that does not load may be, and how long it may take, to be looked through.
    compared: how many parts are compared with what was loaded.
    process_seconds: with ``methods``, how long the object may take to pickle, and how long to load, in another process. In
        this process there is no such bound: what blocks when it is pickled blocks the check too.

    Raises UsageError for a bound that is not more than 0.
    """

    parts: int = 3_000_000
    seconds: float = 60.0
    leaves: int = 1000
    load_bytes: int = 1 << 25
    load_seconds: float = 20.0
    compared: int = 20_000
    process_seconds: float = 60.0

    def __post_init__(self) -> None:
        for bound in fields(self):
            if not getattr(self, bound.name) > 0:
                raise UsageError(f"the limit {bound.name} must be more than 0")
