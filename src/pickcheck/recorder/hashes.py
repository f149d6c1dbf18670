"""Hashes that the user's own code asks for with ``hash()``: of what, with what outcome, and what became of that.

A text's hash is another in every process without ``PYTHONHASHSEED``, and mostly nobody is the worse. So what is written
down are facts that can be compared outside: that this value, in this process, had this hash; that the number went out with
a result, was compared, or seeded something. Only in programs that call ``hash`` in a function, and only in children that are
not forked and in their parents; there the calls are seen as reads are (``sites.py``).
"""

from __future__ import annotations

import sys

from .hash_values import numbers_in, text_of
from .places import USER, kind_of, user_place
from .session import session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# How a number is used: nobody knows (an empty text), as an index of the process's own, or one of these.
RETURNED, SENT, DECIDES, SEED, INDEX = "returned", "sent", "decides", "seed", "index"
LOOKS = 2_000  # of one call in the source
KNOWN = 200  # looks in a row that find nothing new; then a call is let be
KEPT = 2_000  # values of one process
WALKS = 200  # of objects that are sent
HITS = 3  # different numbers of a helper's, each found in what was sent next, that are no chance


class HashSite:
    """One expression in the source: its text, whether it makes a small number of the hash, how that is used."""

    __slots__ = ("hits", "known", "looks", "missed", "reduced", "text", "uses")

    def __init__(self, text: str, reduced: bool, uses: set[str]) -> None:
        self.text, self.reduced, self.uses, self.looks, self.known = text, reduced, uses, LOOKS, KNOWN
        self.hits: set[int] = set()
        self.missed = False

    @property
    def matters(self) -> bool:
        """Whether what it gives may be of use to anybody but the process itself."""
        return not self.reduced or self.uses != {INDEX}

    def is_sent_by(self, frame: Any) -> bool:
        """Whether a small number that is found in what is sent next is this one, and not by chance the same.

        It is what the function sends, or what a task returns; a helper's may be used for anything.
        """
        if not self.reduced or SENT in self.uses:
            return True
        back = frame.f_back
        return RETURNED in self.uses and (back is None or kind_of(back.f_code.co_filename) != USER)


class Found:
    """A value at a site: its hash, the number made of it, where first; ``left``: that number was sent."""

    __slots__ = ("hash", "left", "made", "place", "told")

    def __init__(self, hashed: int, made: int, place: Any) -> None:
        self.hash, self.made, self.place = hashed, made, place
        self.left = self.told = False


class Hashes:
    """The hook of the calls. ``sites``: by the number in the code; ``modules``: a parent's, that they were looked for in."""

    def __init__(self) -> None:
        self.sites: list[HashSite] = []
        self.modules: list[tuple[str, int]] = []
        self._asked: dict[tuple[int, int], tuple[str, int]] = {}
        self._found: dict[tuple[int, str], Found] = {}
        self._recent: list[tuple[Found, HashSite, bool]] = []
        self._walks = WALKS

    def asked(self, value: Any, number: int) -> Any:
        """Called with what will be hashed, which it gives back."""
        try:
            site = self.sites[number]
            if site.looks > 0:
                site.looks -= 1
                text = text_of(value)
                site.known = KNOWN if text is not None and (number, text) not in self._found else site.known - 1
                if text is not None:
                    self._asked[id(sys._getframe(1)), number] = text, hash(value)
                if site.known == 0:
                    site.looks = 0
                if site.looks == 0:
                    from .hash_use import HASH
                    from .reads import reads

                    reads.settle(HASH)
        except Exception as error:
            session.trouble("hashes.asked", error)
        return value

    def made(self, number_made: Any, number: int) -> Any:
        """Called with the number that was made of a hash."""
        try:
            frame = sys._getframe(1)
            asked = self._asked.pop((id(frame), number), None)
            if asked is not None and type(number_made) is int:
                self._keep(number, asked, number_made, frame)
        except Exception as error:
            session.trouble("hashes.made", error)
        return number_made

    def _keep(self, number: int, asked: tuple[str, int], made: int, frame: Any) -> None:
        text, hashed = asked
        found = self._found.get((number, text))
        if found is None:
            if len(self._found) >= KEPT:
                return
            found = self._found[number, text] = Found(hashed, made, user_place(frame))
        site = self.sites[number]
        sent = site.is_sent_by(frame)
        if (sent or RETURNED in site.uses) and not found.left and len(self._recent) < KEPT:
            self._recent.append((found, site, sent))

    def sent(self, obj: Any) -> None:
        """This was sent to another process: are numbers in it that were made of hashes?"""
        recent, self._recent = self._recent, []
        if recent and self._walks > 0:
            self._walks -= 1
            numbers = numbers_in(obj)
            for found, site, sent in recent:
                self._look(found, site, sent, found.made in numbers)
        self.tell()

    def _look(self, found: Found, site: HashSite, sent: bool, there: bool) -> None:
        if not sent:
            site.hits |= {found.made} if there else set()
            site.missed = site.missed or not there
            there = not site.missed and len(site.hits) >= HITS
        if there:
            found.left, found.told = True, False
        elif not site.reduced:
            self._recent.append((found, site, sent))  # it may be in what is sent later: nothing else is so long

    def tell(self) -> None:
        """Write down what was not yet."""
        new = [(key, found) for key, found in list(self._found.items()) if not found.told]
        if not new:
            return
        values = []
        for (number, text), found in new:
            found.told = True
            site = self.sites[number]
            use = DECIDES if site.reduced and DECIDES in site.uses else SEED if SEED in site.uses else ""
            values.append((site.text, site.reduced, use, found.left, text, found.hash, found.made, found.place))
        session.journal.write("hashed", values=values, channel=session.channel, child=session.child)
