"""check() says ok exactly when plain Python pickles and loads: over every object that CPython's own tests pickle."""

from __future__ import annotations

import io
import pickle
import unittest
import warnings
from multiprocessing.reduction import ForkingPickler
from typing import Any

import pytest

import pickcheck

pickletester = pytest.importorskip("test.pickletester", reason="this interpreter comes without its tests")
RANDOM = {"test_evil_class_mutating_dict"}  # raises or does not, as it happens


def crosses(obj: object) -> bool | None:
    """Whether it does in plain Python; None where it depends on how deep the stack is."""
    try:
        pickle.loads(ForkingPickler.dumps(obj))
    except RecursionError:
        return None
    except BaseException:
        return False
    return True


class Recorded(pickletester.AbstractPickleTests, unittest.TestCase):
    """CPython's tests, with every object that they pickle kept."""

    __test__ = False  # not to be collected by pytest
    optimized = False
    objects: list[tuple[str, object]] = []

    def dumps(self, arg: Any, proto: Any = None, **words: Any) -> bytes:
        if not words and self._testMethodName not in RANDOM:
            self.objects.append((self._testMethodName, arg))
        return pickle.dumps(arg, proto, **words)

    def loads(self, buf: Any, **words: Any) -> Any:
        return pickle.loads(buf, **words)


def test_ok_is_what_plain_python_says() -> None:
    """No finding where it crosses, none missing where it does not; nothing raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Recorded.objects.clear()
        suite = unittest.defaultTestLoader.loadTestsFromTestCase(Recorded)
        unittest.TextTestRunner(stream=io.StringIO()).run(suite)
        wrong = []
        for name, obj in Recorded.objects:
            plain = crosses(obj)
            if plain is not None and pickcheck.check(obj).ok != plain:
                wrong.append((name, type(obj), plain))
    assert len(Recorded.objects) > 1000 and not wrong
