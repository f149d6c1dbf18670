"""pickcheck: which objects fail to cross a process boundary, where, why, and what mends it.

The names below are loaded when they are used: ``import pickcheck`` itself is quick.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .bounds import Limits
    from .diagnoses import Comparison, Diagnosis
    from .library import assert_picklable, check, check_script
    from .model import Finding, Report

__version__ = "0.1.0"
__all__ = [
    "Comparison",
    "Diagnosis",
    "Finding",
    "Limits",
    "Report",
    "__version__",
    "assert_picklable",
    "check",
    "check_script",
]

_HOMES = {
    "Comparison": "diagnoses",
    "Diagnosis": "diagnoses",
    "assert_picklable": "library",
    "check": "library",
    "check_script": "library",
    "Finding": "model",
    "Limits": "bounds",
    "Report": "model",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'pickcheck' has no attribute {name!r}")
    module = __import__(f"{__name__}.{home}", fromlist=[name])
    return getattr(module, name)


def __dir__() -> list[str]:
    return sorted(__all__)
