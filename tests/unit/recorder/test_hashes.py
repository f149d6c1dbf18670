"""Calls of hash() in the user's functions: which are seen, what is known of their use, and that nothing else changes."""

from __future__ import annotations

import ast
import dataclasses
import enum
import sys
import textwrap
import traceback
import types
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pickcheck.recorder import hash_values, hash_watch, hashes, sites
from pickcheck.recorder.hash_calls import Uses, call_in
from pickcheck.recorder.reads import Reads
from pickcheck.recorder.session import session


def uses(source: str) -> set[str]:
    """How the only number that this function makes of a hash is used."""
    function: Any = ast.parse(textwrap.dedent(source)).body[0]
    found = Uses(function).of
    assert len(found) == 1, found
    return next(iter(found.values())) - {""}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return hash(k) % 4", {"returned"}),
        ("return k, abs(hash(k)) % 4", {"returned"}),
        ("n = hash(k) % 4\n    return k, n", {"returned"}),
        ("return [hash(k) % 4 for k in q]", {"returned"}),
        ("found = {}\n    found[k] = hash(k) % 4\n    return found", {"returned"}),
        ("found = []\n    found.append((k, hash(k) & 7))\n    q.put(found)", {"sent"}),
        ("q.put((k, hash(k) % 4))", {"sent"}),
        ("if hash(k) % 4 == q: pass", {"decides"}),
        ("if hash(k) % 2: pass", {"decides"}),
        ("return [k for k in q if hash(k) % 4 == 1]", {"decides"}),
        ("n = hash(k) % 4\n    if n != q: return k", {"decides"}),
        ("return hash(k) % 4 == q", {"decides"}),
        ("random.seed(hash(k))", {"seed"}),
        ("q[hash(k) % 4].append(k)", {"index"}),
        ("return q[hash(k) % 4]", {"index"}),
        ("return other(hash(k) % 4)", set()),
        ("return f'{hash(k) % 4}'", set()),
        ("n = hash(k) % 4", set()),
    ],
)
def test_what_becomes_of_the_number(body: str, expected: set[str]) -> None:
    """Told from the tree of the function alone."""
    assert uses(f"def f(k, q):\n    {body}\n") == expected


def test_two_hashes_that_are_compared_are_the_process_own() -> None:
    """Both are of the same seed."""
    function: Any = ast.parse("def f(a, b):\n    return hash(a) == hash(b)\n").body[0]
    assert set().union(*Uses(function).of.values()) == {""}


@pytest.mark.parametrize("text", ["hash(a, b)", "hash()", "hash(*a)", "a.hash(b)", "b % hash(a)", "round(hash(a))"])
def test_what_is_no_such_expression(text: str) -> None:
    """Only the builtin, called as it is called, and what is made of its number by few operators."""
    assert call_in(ast.parse(text, mode="eval").body) is None


class Colour(enum.Enum):
    RED = "red"


@dataclasses.dataclass(frozen=True)
class Fruit:
    name: str
    weight: int = 1


Pair = namedtuple("Pair", "a b")


class Name(str):
    pass


class Own:
    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


def test_equal_values_have_the_same_text() -> None:
    """Of values whose hash is that of their parts."""
    assert hash_values.text_of(("a", 1, None, b"x")) == "('a', 1, None, b'x')"
    assert hash_values.text_of(frozenset(["b", "a"])) == hash_values.text_of(frozenset(["a", "b"])) == "{'a', 'b'}"
    assert hash_values.text_of(Fruit("fig")) == f"{Fruit.__module__}.Fruit('fig', 1)"
    assert hash_values.text_of(Colour.RED) == f"{Colour.__module__}.Colour.RED"
    assert hash_values.text_of(Pair("a", "b")) == "('a', 'b')"
    assert hash_values.text_of(Name("n")) == "'n'"


@pytest.mark.parametrize("value", [Own(), (Own(),), object(), len, 0.5, float("nan"), "x" * 500, [1]])
def test_other_values_have_none(value: object) -> None:
    """An instance's own idea of a hash, an identity, or too long a text."""
    assert hash_values.text_of(value) is None


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Any]]:
    """A module of the user's in which calls of hash are watched; and what is written down."""

    def make(source: str) -> Any:
        path = tmp_path / "app_of_hashes.py"
        path.write_text(textwrap.dedent(source), encoding="utf-8")
        module: Any = types.ModuleType("app_of_hashes")
        module.__file__ = str(path)
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)
        monkeypatch.setitem(sys.modules, "app_of_hashes", module)
        monkeypatch.setattr(session, "hashes", hashes.Hashes())
        sites.instrument(Reads(), {}, {})
        return module

    yield make


def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: found.extend(facts["values"]))
    return found


def watched() -> hashes.Hashes:
    assert isinstance(session.hashes, hashes.Hashes)
    return session.hashes


def test_a_call_is_seen_and_gives_what_it_gave(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text, use, whether the number left, the value, its hash, the number."""
    module = made("def f(key):\n    return key, hash(key) % 1000\n")
    found = written(monkeypatch)
    result = module.f("a")
    assert result == ("a", hash("a") % 1000)
    watched().sent((0, result))
    use = [value[:7] for value in found]
    assert use == [("hash(key) % 1000", True, "", False, "'a'", hash("a"), hash("a") % 1000)]  # a helper's, by chance?


def test_a_helpers_number_is_sent_when_it_is_found_again_and_again(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three different ones, each in what was sent next."""
    module = made("def f(key):\n    return hash(key) % 100_003\n")
    found = written(monkeypatch)
    for key in "abcd":
        watched().sent((key, module.f(key)))
    assert {value[4] for value in found if value[3]} == {"'c'", "'d'"}


def test_a_whole_hash_is_known_wherever_it_turns_up(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else is so long; also in what is sent later."""
    module = made("def f(key):\n    number = hash(key)\n    return [number]\n")
    found = written(monkeypatch)
    kept = module.f("a")
    watched().sent("another thing")
    watched().sent({"later": kept})
    assert [value[3] for value in found] == [False, True]


@pytest.mark.parametrize(
    "source",
    [
        "class f:\n    def __init__(self, key): hash(self)\n    def __hash__(self): return hash('x') % 8\n",
        "def f(key):\n    return [0, 1, 2, 3][hash(key) % 4]\n",
        "def f(key):\n    def hash(value): return 3\n    return hash(key) % 4\n",
        "def hash(value): return 3\ndef f(key):\n    return hash(key) % 4\n",
        "def f(key):\n    return sorted(map(hash, [key]))\n",
    ],
)
def test_what_is_not_watched(source: str, made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A class's own hash, an index of the process's own, a function that is only called so."""
    module = made(source)
    found = written(monkeypatch)
    module.f("a")
    watched().tell()
    assert [value for value in found if "self" not in value[0]] == []


def test_an_error_is_the_scripts_own(made: Any) -> None:
    """No frame of ours stands in its traceback."""
    module = made("def f(key):\n    return hash(key) % 4\n")
    with pytest.raises(TypeError) as caught:
        module.f([])
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert [frame.name for frame in frames][1:] == ["f"] and frames[-1].lineno == 2


def test_hostile_types_run_no_code() -> None:
    """A metaclass with ideas of its own about equality is not asked."""

    class Meta(type):
        def __eq__(cls, other: object) -> bool:
            raise AssertionError("asked")

        def __hash__(cls) -> int:
            raise AssertionError("asked")

    class Hostile(metaclass=Meta):
        def __getattribute__(self, name: str) -> Any:
            raise AssertionError("asked")

    assert hash_values.text_of(Hostile()) is None
    assert hash_values.numbers_in([Hostile(), 7]) == {7}


def test_after_enough_looks_a_function_has_its_own_code_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen by then is known; the rest costs nothing."""
    from pickcheck.recorder import reads as module

    path = tmp_path / "app_of_looks.py"
    path.write_text("def f(key):\n    return hash(key) % 8\n", encoding="utf-8")
    app: Any = types.ModuleType("app_of_looks")
    app.__file__ = str(path)
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), app.__dict__)
    monkeypatch.setitem(sys.modules, "app_of_looks", app)
    monkeypatch.setattr(session, "hashes", hashes.Hashes())
    monkeypatch.setattr(module, "reads", Reads())
    own = app.f.__code__
    sites.instrument(module.reads, {}, {})
    for site in watched().sites:  # this module's own functions are among them
        site.looks = 2 if site.text == "hash(key) % 8" else 0
    assert app.f("a") == hash("a") % 8 and app.f.__code__ is not own
    assert app.f("b") == hash("b") % 8 and app.f.__code__ is own


def test_a_call_that_finds_nothing_new_is_let_be(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some values, again and again; a new one begins the count anew."""
    module = made("def f(key):\n    return hash(key) % 1000\n")
    site = next(site for site in watched().sites if site.text == "hash(key) % 1000")
    for number in range(hashes.KNOWN):
        module.f("ab"[number % 2])
    assert site.looks > 0
    module.f("c")
    for _ in range(hashes.KNOWN - 1):
        module.f("c")
    assert site.looks > 0
    module.f("c")
    assert site.looks == 0
    found = written(monkeypatch)
    watched().tell()
    assert [value[4] for value in found] == ["'a'", "'b'", "'c'"]


def test_a_parents_modules_are_gone_through_once_for_all_its_children(
    made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pool starts one after the other; a module that was imported since is looked into."""
    made("def f(key):\n    return hash(key)\n")
    calls: list[object] = []
    monkeypatch.setattr(sites, "instrument", lambda *args: calls.append(args))
    hash_watch.watch_parent()
    hash_watch.watch_parent()
    assert len(calls) == 1
    monkeypatch.setitem(sys.modules, "app_of_more", types.ModuleType("app_of_more"))
    sys.modules["app_of_more"].__file__ = "app_of_more.py"
    hash_watch.watch_parent()
    assert len(calls) == 2
