"""Values of the standard library that look like handles or hidden state, and cross."""
import datetime
import io
import logging
import random
import re
import uuid
import xml.etree.ElementTree as ET
from collections import Counter, OrderedDict, deque
from decimal import Decimal
from fractions import Fraction
from multiprocessing import Process, Queue
from pathlib import Path
from types import SimpleNamespace


def describe(values):
    pattern, logger, root, rng, element, text, space = values[:7]
    assert logger is logging.getLogger("shop.cart") and root is logging.getLogger()
    return [pattern.sub("#", "a1"), logger.name, rng.random() < 1, element.find("b").text, text.read(), space.n]


def serve(inbox, outbox):
    for values in iter(inbox.get, None):
        outbox.put((describe(values), values[7:]))


if __name__ == "__main__":
    text = io.StringIO("one two")
    text.seek(4)
    values = [
        re.compile(r"\d"), logging.getLogger("shop.cart"), logging.getLogger(), random.Random(4),
        ET.fromstring("<a><b>c</b></a>"), text, SimpleNamespace(n=1), io.BytesIO(b"x").getvalue(), deque([1], maxlen=3),
        OrderedDict(a=1), Counter("aab"), Decimal("1.10"), Fraction(1, 3), Path("a/b"), uuid.UUID(int=7), range(3),
        datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc), slice(1, 2), Ellipsis, frozenset({1}),
    ]
    inbox, outbox = Queue(), Queue()
    p = Process(target=serve, args=(inbox, outbox))
    p.start()
    inbox.put(values)
    described, rest = outbox.get(timeout=10)
    inbox.put(None)
    p.join()
    print(described, rest == values[7:])
    if p.exitcode:
        raise SystemExit(p.exitcode)
