"""The library call."""

from __future__ import annotations

import json
import multiprocessing as mp
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import pickcheck
from pickcheck.errors import PickcheckError, UsageError

SENTINEL = object()


class Job:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.hooks = {"after": [len, lambda n: n + 1]}


class Plain:
    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)


class BadInit(Exception):
    def __init__(self, a: int, b: int) -> None:
        super().__init__("text")


class KeywordOnly(Exception):
    def __init__(self, message: str, *, code: int) -> None:
        super().__init__(message)
        self.code = code


class Response(Exception):
    def __init__(self, response: Any) -> None:
        super().__init__(response.text)


class Delegates:
    def __init__(self) -> None:
        self.inner: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class NeedsNew:
    def __new__(cls, a: int) -> NeedsNew:
        return super().__new__(cls)


class Shelf(dict):  # type: ignore[type-arg]
    def __init__(self) -> None:
        self.log: list[object] = []

    def __setitem__(self, key: object, value: object) -> None:
        self.log.append(key)
        super().__setitem__(key, value)


class Friend:
    def __init__(self) -> None:
        self.name = "n"
        self.friends = {self}

    def __hash__(self) -> int:
        return hash(self.name)


class Refuses:
    def __init__(self) -> None:
        self.x = 1

    def __setstate__(self, state: object) -> None:
        raise ValueError("no")


class Other:
    def __reduce__(self) -> Any:
        return dict, ()


def shelf() -> Shelf:
    found = Shelf()
    found["a"] = 1
    return found


def test_check_finds_all() -> None:
    """Every leaf with its rule and its path; false in a condition; the text says what mends it."""
    diagnosis = pickcheck.check(Job(), name="job")
    assert not diagnosis and not diagnosis.ok
    found = {finding.leaf.path: finding.rule for finding in diagnosis.findings if finding.leaf}
    assert found == {"job.lock": "lock-in-graph", "job.hooks['after'][1]": "lambda-arg"}
    assert [leaf.path for leaf in diagnosis.leaves] == list(found)
    assert "job.lock is a threading.Lock" in str(diagnosis) and "mend: " in str(diagnosis)


def test_check_of_what_crosses() -> None:
    """Nothing is said of an object that pickles and loads; what was done is said."""
    diagnosis = pickcheck.check({"a": [1, 2.0, print]})
    assert diagnosis and diagnosis.findings == ()
    assert str(diagnosis) == "nothing found: it pickles, and loads in this process"
    assert str(pickcheck.check([1], load=False)) == "nothing found: it pickles"


@pytest.mark.parametrize(
    "obj, path, rule, words",
    [
        (BadInit(1, 2), "obj.x", "exc-bad-init", "super().__init__(a, b)"),
        (KeywordOnly("m", code=1), "obj.x", "exc-bad-init", "functools.partial(KeywordOnly, code=self.code), self.args"),
        (subprocess.CalledProcessError(returncode=1, cmd="x"), "obj.x", "exc-bad-init", "CalledProcessError(returncode, cmd)"),
        (Response(Plain(text="t")), "obj.x", "exc-bad-init", "raises AttributeError"),
        (Delegates(), "obj.x", "getattr-recursion", 'if name.startswith("__"): raise AttributeError(name)'),
        (NeedsNew(1), "obj.x", "new-needs-args", "def __getnewargs__(self): return (self.a,)"),
        (shelf(), "obj.x", "dict-subclass", "Shelf.__setitem__"),
        (Friend(), "obj.x", "hash-cycle", "obj.x.friends"),
        (Refuses(), "obj.x", "unloadable", "ValueError: no (test_library.py, line"),
    ],
    ids=["bad-init", "keyword-only", "stdlib", "init-raises", "getattr", "new", "dict", "hash", "fallback"],
)  # fmt: skip
def test_what_does_not_load(obj: object, path: str, rule: str, words: str) -> None:
    """A rule, a path and the line to change for what pickles and does not load; `load=False` does not look."""
    holder = Plain(x=obj)
    diagnosis = pickcheck.check(holder)
    assert [(f.leaf.path, f.rule) for f in diagnosis.findings if f.leaf] == [(path, rule)]
    assert words in str(diagnosis) and not diagnosis
    assert pickcheck.check(holder, load=False)


def test_what_loads_as_another_thing() -> None:
    """A lost identity and a changed type are warnings: the object crosses."""
    diagnosis = pickcheck.check([Plain(s=SENTINEL), Other(), object()])
    assert diagnosis.ok and {(f.leaf.path, f.rule, f.severity.value) for f in diagnosis.findings if f.leaf} == {
        ("obj[0].s", "sentinel-identity", "warning"),
        ("obj[1]", "type-changed", "warning"),
    }
    assert "a dict" in str(diagnosis) and "SENTINEL" in str(diagnosis)


def run(tmp_path: Path, source: str, *words: str, name: str = "script.py") -> str:
    """The output of a script; a problem that it had makes the test fail."""
    (tmp_path / name).write_text(source, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, *(words or (name,))], cwd=tmp_path, capture_output=True, text=True, timeout=100, check=False
    )
    assert result.returncode == 0 and not result.stderr, result.stderr
    return result.stdout


UNGUARDED = """\
import pickcheck
print("top level of", __name__)
class Top: pass
if __name__ == "__main__":
    class Guarded: pass
    parts = [Top(), {"g": Guarded()}]
else:
    parts = []
diagnosis = pickcheck.check(parts, methods=["spawn", "forkserver"])
if __name__ == "__main__":
    for finding in diagnosis.findings:
        print(finding.rule, finding.leaf.path, finding.related["methods"], "line 5" in finding.message)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="forkserver")
def test_a_fresh_process_at_top_level_without_a_guard(tmp_path: Path) -> None:
    """The main module is imported again, there and no further; what it prints there is not printed here."""
    printed = run(tmp_path, UNGUARDED.replace("line 5", "(line 5)"))
    assert printed.splitlines() == [
        "top level of __main__",
        "under-main-guard obj[1]['g'] ['spawn', 'forkserver'] True",
    ]


def test_a_main_module_without_a_file(tmp_path: Path) -> None:
    """python -c: what is defined there is not found by a child."""
    source = "class C: pass\nimport pickcheck; print([(f.rule, f.leaf.path) for f in pickcheck.check([C()], methods=['spawn']).findings])"
    assert run(tmp_path, "", "-c", source) == "[('main-no-file', 'obj[0]')]\n"


def test_a_fresh_process_that_dies(tmp_path: Path) -> None:
    """The caller survives what loading does to the process; the diagnosis says how it ended."""
    source = """\
import os, pickcheck
class Bomb:
    def __init__(self): self.x = 1
    def __setstate__(self, state): os._exit(7)
if __name__ == "__main__":
    diagnosis = pickcheck.check([Bomb()], methods=["spawn"])
    print(diagnosis.ok, diagnosis.findings[0].rule, "ended with status 7" in str(diagnosis))
"""
    assert run(tmp_path, source) == "False unloadable True\n"


def test_a_main_module_that_does_not_import(tmp_path: Path) -> None:
    """A child that cannot import the main module cannot load anything."""
    source = """\
import pickcheck
if __name__ != "__main__": raise ValueError("no child wanted")
print(str(pickcheck.check([1], methods=["spawn"])).splitlines()[0])
"""
    assert "cannot import the main module: ValueError: no child wanted (script.py, line 2, <module>)" in run(
        tmp_path, source
    )


@pytest.mark.skipif(sys.platform == "win32", reason="handles are duplicated otherwise there")
def test_locks_and_pipes_cross_to_a_fresh_process() -> None:
    """What pickles only while a process is started is pickled so; the default start method is not fixed by it."""
    context = mp.get_context("spawn")
    left, right = mp.Pipe()
    before = mp.get_start_method(allow_none=True)
    with left, right:
        diagnosis = pickcheck.check({"l": context.Lock(), "e": context.Event(), "c": left}, methods=["spawn"])
    assert diagnosis and diagnosis.notes == (), str(diagnosis)
    assert mp.get_start_method(allow_none=True) == before


def test_evil_twin(tmp_path: Path) -> None:
    """A script that is imported by its name too: two classes."""
    source = """\
import pickcheck
class Shape: pass
if __name__ == "__main__":
    import script
    print([(f.rule, f.severity.value) for f in pickcheck.check([Shape()]).findings], bool(pickcheck.check(script.Shape())))
"""
    assert run(tmp_path, source) == "[('evil-twin-main', 'warning')] True\n"


def test_pickled_in_main_and_not_importable(tmp_path: Path) -> None:
    """A name that the main module does not define, and a module that only the sender could import."""
    (tmp_path / "plugin.py").write_text("class Loaded: pass\n")
    source = """\
import importlib.util, sys, types, pickcheck
class Made: pass
def make():
    made = type("Vanished", (), {"__module__": "__main__"})
    globals()["Vanished"] = made
    spec = importlib.util.spec_from_file_location("by_path", "plugin.py")
    module = sys.modules["by_path"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [made(), module.Loaded()]
if __name__ == "__main__":
    for finding in pickcheck.check(make(), methods=["spawn"]).findings:
        print(finding.rule, finding.leaf.path)
"""
    assert run(tmp_path, source) == "pickled-in-main obj[0]\nnot-importable-in-child obj[1]\n"


def test_an_application_that_is_not_set_up(tmp_path: Path) -> None:
    """A child imports the models before anything of the user's has run there. (A stand-in for Django.)"""
    (tmp_path / "django" / "core").mkdir(parents=True)
    (tmp_path / "django" / "__init__.py").write_text("ready = False\n")
    (tmp_path / "django" / "core" / "__init__.py").write_text("")
    (tmp_path / "django" / "core" / "exceptions.py").write_text("class AppRegistryNotReady(Exception): pass\n")
    (tmp_path / "models.py").write_text(
        "import django\nfrom django.core.exceptions import AppRegistryNotReady\n"
        'if not django.ready: raise AppRegistryNotReady("Apps aren\'t loaded yet.")\nclass User: pass\n'
    )
    source = """\
import django, pickcheck
if __name__ == "__main__":
    django.ready = True
    import models
    for finding in pickcheck.check([models.User()], methods=["spawn"]).findings:
        print(finding.rule, finding.leaf.path)
"""
    assert run(tmp_path, source) == "app-not-set-up obj[0]\n"


def test_weight() -> None:
    """Bytes by path, the heaviest first; what is shared counts once."""
    shared = b"x" * 10_000
    weight = pickcheck.check(Plain(blob=shared, again=[shared], rest=list(range(1000)), small=1)).weight()
    assert list(weight) == ["obj", "obj.blob", "obj.rest"]
    assert weight["obj.blob"] >= 10_000 and weight["obj"] < 15_000


def test_forms_of_a_diagnosis() -> None:
    """Plain values for JSON, and HTML with everything escaped."""
    diagnosis = pickcheck.check({"<b>": threading.Lock()})
    plain = json.loads(json.dumps(diagnosis.to_dict()))
    assert (plain["ok"], plain["findings"][0]["rule"], plain["format"]) == (False, "lock-in-graph", 1)
    page = diagnosis._repr_html_()
    assert "<b>&#x27;" not in page and "&lt;b&gt;" in page and "lock-in-graph" in page


def test_wrong_use() -> None:
    """A start method or a pickler that does not exist, and what does not go together."""
    for words in ({"methods": ["thread"]}, {"pickler": "yaml"}, {"pickler": "pickle", "methods": ["spawn"]}):
        with pytest.raises(UsageError):
            pickcheck.check(1, **words)  # type: ignore[call-overload]


def test_assert_picklable() -> None:
    """The assertion shows the findings, those of loading too."""
    pickcheck.assert_picklable([1])
    with pytest.raises(AssertionError, match=r"obj\[0\] is a threading.Lock"):
        pickcheck.assert_picklable([threading.Lock()])
    with pytest.raises(AssertionError, match="does not load"):
        pickcheck.assert_picklable(BadInit(1, 2))


class Hostile:
    def __init__(self) -> None:
        self.x = 1

    def __repr__(self) -> str:
        raise RuntimeError

    __eq__ = __bool__ = __hash__ = __repr__  # type: ignore[assignment]

    def __setstate__(self, state: object) -> None:
        raise SystemExit(self)


def test_hostile_objects() -> None:
    """What the object's code raises does not leave the call."""
    (finding,) = pickcheck.check([Hostile()]).findings
    assert finding.leaf is not None and finding.leaf.raised is not None
    assert (finding.leaf.path, finding.leaf.raised.type) == ("obj[0]", "builtins.SystemExit")


def test_check_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script from Python: methods, arguments, time limit; errors are the package's own."""
    monkeypatch.chdir(tmp_path)
    Path("script.py").write_text("import sys\nassert sys.argv[1:] == ['a']\n")
    report = pickcheck.check_script("script.py", ["a"], methods=["spawn"], pythons=[sys.executable], timeout=30)
    assert [(run.method, run.outcome.value, run.exit_status) for run in report.runs] == [("spawn", "ok", 0)]
    for words in ({"methods": ["thread"]}, {"timeout": 0}, {"pythons": ["3.99"]}):
        with pytest.raises(PickcheckError):
            pickcheck.check_script("script.py", **words)  # type: ignore[arg-type]


def test_import_is_light() -> None:
    """``import pickcheck`` loads nothing of ours but itself, and no dependency."""
    source = "import sys; before = set(sys.modules); import pickcheck; print(sorted(set(sys.modules) - before))"
    result = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert set(eval(result.stdout)) <= {"pickcheck", "__future__"}
