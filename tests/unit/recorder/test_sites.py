"""The calls put around the loads of globals: which loads, with which steps, and that nothing else changes."""

from __future__ import annotations

import sys
import textwrap
import traceback
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pickcheck.recorder import sites
from pickcheck.recorder.reads import Entry, Reads
from pickcheck.recorder.session import session


class Heard(Reads):
    """Notes what it is called with."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, str, list[str]]] = []

    def see(self, value: Any, number: int) -> Any:
        site = self.sites[number]
        self.heard.append(("base" if site.base else "see", site.name, site.steps))
        return value

    def key(self, key: Any, number: int) -> Any:
        self.heard.append(("key", self.sites[number].name, [*self.sites[number].steps, repr(key)]))
        return key


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes a module of the user's from source."""

    def make(source: str) -> types.ModuleType:
        path = tmp_path / "app_of_test.py"
        path.write_text(textwrap.dedent(source), encoding="utf-8")
        made = types.ModuleType("app_of_test")
        made.__file__ = str(path)
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), made.__dict__)
        monkeypatch.setitem(sys.modules, "app_of_test", made)
        return made

    yield make


def heard(module: types.ModuleType, *names: str, call: str = "work") -> list[tuple[str, str, list[str]]]:
    """What is heard when the function is called, with these globals of the module watched."""
    reads = Heard()
    sites.instrument(reads, {"app_of_test": set(names)}, {})
    getattr(module, call)()
    return reads.heard


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return NAME", [("see", "NAME", [])]),
        ("return NAME['a']", [("see", "NAME", ["['a']"])]),
        ("return NAME['a'][0]", [("see", "NAME", ["['a']", "[0]"])]),
        ("k = 'a'; return NAME[k]", [("key", "NAME", ["'a'"])]),
        ("return NAME.get('a', 3)", [("key", "NAME", ["'a'"])]),
        ("return 'a' in NAME", [("key", "NAME", ["'a'"])]),
        ("return NAME.keys()", [("see", "NAME", [".keys"])]),
        ("return f'{NAME}'", [("see", "NAME", [])]),
        ("return [n for n in NAME]", [("see", "NAME", [])]),
        ("return (lambda: NAME)()", [("see", "NAME", [])]),
        ("def inner():\n        return NAME\n    return inner()", [("see", "NAME", [])]),
        ("NAME = 1; return NAME", []),
        ("global NAME; NAME = dict(NAME)", []),
        ("NAME['b'] = 1; return NAME", []),
        ("NAME.setdefault('a', [])", []),
        ("return (lambda NAME: NAME)(1)", []),
        ("return OTHER", []),
    ],
)
def test_which_loads(module: Any, body: str, expected: list[Any]) -> None:
    """A name's own, a step from it, a look by key; not what the function binds or changes itself."""
    app = module(f"NAME = {{'a': [1]}}\nOTHER = 1\ndef work():\n    {body}\n")
    assert heard(app, "NAME") == expected


def test_methods_closures_and_wrapped_functions(module: Any) -> None:
    """Wherever a function of the module's hides: in a class, behind a decorator, in a property, in a cache."""
    app = module(
        """
        import functools
        NAME = 1
        def logged(function):
            def wrapper(*args):
                return function(*args)
            return wrapper
        @logged
        def hidden():
            return NAME
        class K:
            @property
            def size(self):
                return NAME
            @staticmethod
            def stat():
                return NAME
            class Inner:
                def run(self):
                    return NAME + len(__class__.__name__)
        @functools.lru_cache(None)
        def cached():
            return NAME
        def work():
            return hidden() + K().size + K.stat() + K.Inner().run() + cached()
        """
    )
    assert heard(app, "NAME") == [("see", "NAME", [])] * 5


def test_attributes_of_a_module(module: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """``config.DEBUG``, however the function came by the module."""
    config = types.ModuleType("config_of_test")
    config.DEBUG = False  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "config_of_test", config)
    app = module(
        "import config_of_test as c\ndef work():\n    import config_of_test as d\n    return c.DEBUG, d.DEBUG\n"
    )
    reads = Heard()
    sites.instrument(reads, {"config_of_test": {"DEBUG"}}, {})
    app.work()
    assert reads.heard == [("base", "DEBUG", [])] * 2


def test_a_traceback_stays_as_it_is(module: Any) -> None:
    """Same lines, same carets, no frame more."""
    app = module(
        "NAME = 0\nMISSING = 1\ndef work():\n    return (1 +\n            1 / NAME)\ndef other():\n    return MISSING\n"
    )

    def trace(call: Any) -> str:
        try:
            call()
        except Exception:
            return traceback.format_exc()
        return ""

    before = trace(app.work)
    sites.instrument(Heard(), {"app_of_test": {"NAME", "MISSING"}}, {})
    assert "ZeroDivisionError" in before and trace(app.work) == before
    del app.MISSING
    assert "in other\n    return MISSING\n" in trace(app.other)


def test_a_changed_source_is_left_alone(module: Any) -> None:
    """What lies in the file is no longer what was imported."""
    app = module("NAME = 1\ndef work():\n    return NAME\n")
    Path(app.__file__).write_text("NAME = 1\ndef work():\n    return NAME + 1\n", encoding="utf-8")
    assert heard(app, "NAME") == [] and app.work() == 1


def test_no_warning_of_the_compiler_twice(module: Any, recwarn: pytest.WarningsRecorder) -> None:
    """The script had its warnings when it was imported."""
    with pytest.warns(SyntaxWarning):
        app = module("NAME = 1\ndef work():\n    assert (NAME, 'always true')\n    return NAME is 1\n")
    assert heard(app, "NAME") == [("see", "NAME", [])] * 2
    assert len(recwarn) == 0


def test_signature_and_names_stay(module: Any) -> None:
    """Defaults, closures, annotations and the docstring are the function's own."""
    app = module("NAME = 1\ndef work(a=NAME, *, b: int = 2) -> int:\n    'doc'\n    return NAME + a + b\n")
    before = (app.work.__defaults__, app.work.__kwdefaults__, app.work.__doc__, app.work.__code__.co_varnames)
    assert heard(app, "NAME") == [("see", "NAME", [])]
    assert (app.work.__defaults__, app.work.__kwdefaults__, app.work.__doc__, app.work.__code__.co_varnames) == before


def test_what_is_known_costs_nothing_more(module: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once all its names are known a function has its own code again; in a loop that goes on, a load is let be."""
    made = module("SIZE = 1\nNAME = 'a'\ndef work(): return SIZE\ndef other(): return SIZE, NAME\n")
    watched = Reads()
    shapes = {"SIZE": ("=", "int", 2), "NAME": ("=", "str", "b")}
    mine = {"SIZE": ("=", "int", 1), "NAME": ("=", "str", "a")}
    watched.entries["app_of_test"] = {n: Entry(shapes[n], mine[n], id(getattr(made, n))) for n in shapes}
    own = made.work.__code__, made.other.__code__
    said: list[str] = []
    monkeypatch.setattr(session.journal, "write", lambda kind, **facts: said.append(facts.get("name", kind)))
    sites.instrument(watched, {"app_of_test": {"SIZE", "NAME"}}, {})
    assert made.work.__code__ is not own[0]
    assert made.work() == 1 and made.work.__code__ is own[0] and made.other.__code__ is not own[1]
    assert made.other() == (1, "a") and made.other.__code__ is own[1]
    assert said == ["SIZE", "NAME"] and all(site.done for site in watched.sites) and watched.replaced == []
