"""unpickling imports an application that is not set up in the child."""

from __future__ import annotations

from .loading import load, raised_a, what
from .rule import Fault, Rule

_NOT_READY = ("django.core.exceptions.AppRegistryNotReady", "django.core.exceptions.ImproperlyConfigured")


def _matches(fault: Fault) -> bool:
    return any(raised_a(fault, error) for error in _NOT_READY)


def _message(fault: Fault) -> str:
    return (
        f"{what(fault)} does not load: it imports {load(fault)['module']} before django.setup() has run in this process"
    )


def _advice(fault: Fault) -> str:
    return (
        "call django.setup() in an initializer= of the pool, or at the top of the script, which each child runs before it loads "
        "anything; or send primary keys rather than models"
    )


RULE = Rule(
    code="PK213",
    slug="app-not-set-up",
    stage="load",
    title="unpickling imports an application that is not set up in the child",
    why=(
        "A child imports the modules of what it is given before any code of yours has run there. Django models "
        "refuse to be imported before django.setup()."
    ),
    matches=_matches,
    message=_message,
    advice=_advice,
)
