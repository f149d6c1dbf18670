"""Which of a global's differences a read comes upon, by the steps that it takes from the name."""

from __future__ import annotations

from .classes import kind_of_container, members_of, mro
from .comparing import at, differences
from .shapes import Shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .name_loads import Site

_Function: Any = type(lambda: 0)
_CONTAINERS = frozenset(
    ["builtins.dict", "builtins.list", "builtins.tuple", "builtins.set", "builtins.frozenset", "argparse.Namespace",
     "types.SimpleNamespace", "collections.OrderedDict", "collections.defaultdict", "collections.Counter"]
)  # fmt: skip


def key_step(value: Any, site: Site, text: str | None) -> str:
    """The step that a look by this key is; empty for one that looks at all there is."""
    if site.steps:
        return f"[{text}]" if text is not None and site.verb != ".__contains__" else ""
    holds = kind_of_container(type(value))
    if holds is None:
        return site.verb
    if text is None or (site.verb == ".__contains__" and holds == "items"):
        return ""
    return f"{{{text}}}" if holds == "members" else f"[{text}]"


def come_upon(theirs: Shape, mine: Shape, steps: list[str]) -> list[str]:
    """The paths to report for a read that goes these steps: those that lie on its way, or all below it."""
    found = differences(mine, theirs)
    way: list[str] = []
    for step in steps:
        if at(theirs, [*way, step]) is None and at(mine, [*way, step]) is None:
            if step[:1] != ".":
                return []  # neither has it
            break  # a method, or deeper than the shapes go
        way.append(step)
    if len(way) < len(steps) and not _open(at(theirs, way)):
        return []  # a method of the user's: what it reads is not known
    if theirs[0] == "k" and not way:
        return []
    text = "".join(way)
    mine_only = [path for path in found if path.startswith(text)]
    if not _open(at(theirs, way)):
        # The whole instance is handed on: its public attributes are taken to be read.
        mine_only = [path for path in mine_only if not path[len(text) :].startswith("._")]
    return mine_only[:3]


def method_of(value: Any, theirs: Shape, mine: Shape, steps: list[str]) -> Any:
    """The method of the user's that this read of an instance is a call of, or gets; None where it is none."""
    if not steps or theirs[0] != "c" or _open(theirs) or at(mine, steps[:1]) or at(theirs, steps[:1]):
        return None
    for owner in mro(type(value)):
        member = members_of(owner).get(steps[0][1:])
        if member is not None:
            function = member.fget if type(member) is property else member
            return function if type(function) is _Function else None
    return None


def read_by(method: Any, mine: Shape, theirs: Shape) -> list[str]:
    """The differing attributes that a method names; what else it does with them, its source tells."""
    if method is None:
        return []
    names = {f".{name}" for name in method.__code__.co_names}
    return [path for path in differences(mine, theirs) if any(_begins(path, name) for name in names)][:3]


def _begins(path: str, step: str) -> bool:
    return path == step or (path.startswith(step) and path[len(step)] in ".[{")


def _open(shape: Shape | None) -> bool:
    """Whether everything in it is there to be read: a container, or an instance with nothing but attributes."""
    if shape is None or shape[0] != "c":
        return shape is None or shape[0] != "k"
    return shape[1] in _CONTAINERS
