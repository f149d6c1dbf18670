"""Which of the globals that differ from the parent's a child's work really reads, and where.

Only in a child in which some do differ. The user's functions that load one of these names get their own code back,
compiled from their module's source with a call of ``Reads.see`` around the load (``sites.py``): same file, same lines.
A name that the child itself has bound or changed since its work began is its own affair, and no longer watched.
"""

from __future__ import annotations

import sys

from .classes import MODULE, key_text, names_of
from .comparing import differences, inner, shown
from .hash_use import HASH
from .places import user_place
from .session import session
from .shapes import Budget, Shape, shape_of
from .upon import come_upon, key_step, method_of, read_by

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .name_loads import Site

LOOKS = 500  # of one name; then it is let be


class Entry:
    """A global that differs: the parent's shape, the child's when its work began, and the child's object then."""

    __slots__ = ("hazard", "looks", "mine", "said", "steps", "theirs", "value")

    def __init__(self, theirs: Shape, mine: Shape | None, value: int) -> None:
        self.theirs, self.mine, self.value = theirs, mine, value
        self.looks = LOOKS
        self.said: set[str] = set()
        self.hazard, self.steps = "", [""][:0]


class Reads:
    """The hook in the functions' constants. ``entries``: by module and name; ``sites``: by number in the code.

    hashes: the hook of calls of ``hash``, None where those are not watched.
    replaced: the functions that have other code, that code and their own, and the watched names in it.
    """

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Entry]] = {}
        self.sites: list[Site] = []
        self.hashes: Any = None
        self.replaced: list[tuple[Any, Any, Any, frozenset[str]]] = []

    def see(self, value: Any, number: int) -> Any:
        """Called with what was loaded, which it gives back."""
        site = self.sites[number]
        if site.done:
            return value
        try:
            self._look(value, site, None)
        except Exception as error:
            session.trouble("reads.see", error)
        return value

    def key(self, key: Any, number: int) -> Any:
        """Called with the key by which a global will be looked into."""
        try:
            site = self.sites[number]
            if site.done:
                return key
            text = key_text(key)
            values = sys._getframe(1).f_globals
            if site.name in values:
                value = values[site.name]
                self._look(value, site, key_step(value, site, text))
        except Exception as error:
            session.trouble("reads.key", error)
        return key

    def _look(self, value: Any, site: Site, key: str | None) -> None:
        module = site.module
        if (
            site.base
        ):  # the value is what an attribute is taken of: is it a module, or a class, whose attribute differs?
            found = self._owner(value)
            if found is None or site.name not in self.entries.get(found, ()):
                return
            module, value = found, names_of(value).get(site.name)
        entry = self.entries.get(module, {}).get(site.name)
        if entry is None or entry.looks <= 0:
            return
        entry.looks -= 1
        self._look_at(entry, value, module, site, key)
        if entry.looks <= 0:
            self.settle(site.name)

    def _look_at(self, entry: Entry, value: Any, module: str, site: Site, key: str | None) -> None:
        steps = site.steps
        if id(value) != entry.value:
            entry.looks = 0
            return
        if entry.hazard:
            asked = steps[len(entry.steps) :][:1]
            if steps[: len(entry.steps)] == entry.steps and asked not in ([".release"], [".locked"]):
                self._use(module, site.name, entry)
            return
        self._compare(value, module, site.name, entry, [*steps, key] if key else steps)

    def settle(self, name: str) -> None:
        """This name is known by now: once all of that name are, its loads cost little, and functions that load no other get
        their own code back."""
        if not self._settled(name):
            return
        for site in self.sites:
            site.done = site.done or site.name == name
        for function, ours, code, names in list(self.replaced):
            if name in names and all(map(self._settled, names)):
                if function.__code__ is ours:
                    function.__code__ = code
                self.replaced.remove((function, ours, code, names))

    def _settled(self, name: str) -> bool:
        if name == HASH and self.hashes is not None and any(site.looks > 0 for site in self.hashes.sites):
            return False
        return all(names[name].looks <= 0 for names in self.entries.values() if name in names)

    def _owner(self, value: Any) -> str | None:
        if type(value) is not MODULE:
            return None
        name = names_of(value).get("__name__")
        return "__main__" if name == "__mp_main__" else name if type(name) is str else None

    def _compare(self, value: Any, module: str, name: str, entry: Entry, steps: list[str]) -> None:
        if entry.mine is None or entry.theirs[0] in "rmo" or entry.mine[0] != entry.theirs[0]:
            self._say(module, name, "", entry, entry.mine)
            return
        mine = shape_of(value, Budget(5000, 0.02))
        if differences(mine, entry.mine):
            entry.looks = 0  # the child has changed it by itself
            return
        for path in come_upon(entry.theirs, mine, steps):
            self._say(module, name, path, entry, mine)
        method = method_of(value, entry.theirs, mine, steps)
        for path in read_by(method, mine, entry.theirs):
            self._say(module, name, path, entry, mine, method.__name__)

    def _use(self, module: str, name: str, entry: Entry) -> None:
        from .forks import at_fork

        entry.looks = 0
        subject = ("" if module == "__main__" else f"{module}.") + name + "".join(entry.steps)
        session.journal.write(
            "fork_hazard", hazard="lock" if entry.hazard == "lock" else "connection", type=entry.hazard, subject=subject, place=_reader(), channel=session.channel,
            forked=at_fork.place,
        )  # fmt: skip

    def _say(self, module: str, name: str, path: str, entry: Entry, mine: Shape | None, method: str = "") -> None:
        if path in entry.said:
            return
        entry.said.add(path)
        if entry.theirs[0] in "=rmo":
            entry.looks = 0
        shape, own = inner(entry.theirs, path), inner(mine, path)
        attribute = own is None and path.rpartition(".")[2].isidentifier()  # then it is the class's own
        session.journal.write(
            "stale", module=module, file=files.get(module, ""), name=name, path=path,
            what=_what(shape, entry), parent=shown(shape, name + path), child="not set" if attribute else shown(own, name + path), method=method,
            place=_reader(), channel=session.channel, siblings=_is_siblings(module),
        )  # fmt: skip


def _is_siblings(module: str) -> bool:
    """Whether a module was there before this process was forked: then all that the fork server forks have what is in it."""
    if module == "__main__":
        return id(sys.modules.get(module)) == session.forked_main
    return module in list(sys.modules)[: session.forked_with]


def _reader() -> Any:
    """The place of the user's that reads: that of the frame which called into this module."""
    frame: Any = sys._getframe()
    own = frame.f_code.co_filename
    while frame is not None and frame.f_code.co_filename == own:
        frame = frame.f_back
    return user_place(frame)


def _what(shape: Shape | None, entry: Entry) -> str:
    if entry.theirs[0] == "m":
        return str(entry.theirs[1])
    if entry.theirs[1] == "patched":
        return "patched"
    kinds = (entry.mine[0] if entry.mine else "", entry.theirs[0])
    return "function" if kinds[0] == "r" and entry.mine and entry.mine[1] != "module" else "value"


reads = Reads()
files: dict[str, str] = {}
