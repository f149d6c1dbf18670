"""Globals that must not be touched: whatever looks at them raises, recurses or never returns."""

import time
from multiprocessing import Process


class Meta(type):
    def __getattribute__(cls, name):
        if name in ("__module__", "__qualname__", "__dict__", "__mro__", "__name__"):
            time.sleep(60)
        return super().__getattribute__(name)

    def __eq__(cls, other):
        raise RuntimeError("compared")

    def __hash__(cls):
        raise RuntimeError("hashed")


class Rude:
    def __init__(self):
        self.itself = self

    def __eq__(self, other):
        time.sleep(60)

    def __hash__(self):
        raise RuntimeError("hashed")

    def __repr__(self):
        return repr(self)

    def __getattr__(self, name):
        raise RuntimeError(name)

    def __len__(self):
        raise RuntimeError("measured")

    def __iter__(self):
        while True:
            time.sleep(1)


class Odd(dict):
    def items(self):
        raise RuntimeError("looked into")

    def __getitem__(self, key):
        raise RuntimeError("looked up")


class Strange(metaclass=Meta):
    pass


class Hidden:
    __slots__ = ("value", "unset")

    def __init__(self):
        self.value = 1

    @property
    def __dict__(self):
        raise RuntimeError("its dictionary")

    @property
    def __class__(self):
        raise RuntimeError("its class")


rude, odd, strange, hidden = Rude(), Odd(a=1), Strange(), Hidden()
nested = []
nested.append(nested)
deep = None
for _ in range(100_000):
    deep = [deep]
huge = {number: [number] for number in range(300_000)}
long = "x" * 10_000_000
number = 1 << 100_000


def work():
    assert rude is not None and odd is not None and strange is not None and hidden is not None
    assert nested is not None and deep is not None and len(huge) == 300_000 and long and number
    print("at work")


if __name__ == "__main__":
    other = Rude()
    child = Process(target=work)
    child.start()
    child.join()
    raise SystemExit(child.exitcode)
