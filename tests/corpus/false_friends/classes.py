"""Classes that look as if they could not be pickled, and can: nested, frozen, generic, with a metaclass."""
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing import Process
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Outer:
    class Inner:
        value = 1

    class Mode(Enum):
        FAST = 1


@dataclass
class Basket:
    items: list = field(default_factory=lambda: ["apple"])


@dataclass(frozen=True)
class Fixed:
    value: int = 3


class Meta(type):
    def __call__(cls, *args):
        made = super().__call__(*args)
        made.checked = True
        return made


class Checked(metaclass=Meta):
    pass


class Box(Generic[T]):
    def __init__(self, content):
        self.content = content


class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 5


class Point(NamedTuple):
    x: int
    y: int = 2


def look(things):
    inner, mode, basket, fixed, checked, box, slots, point, kinds = things
    assert kinds == [T, Box[int], Outer.Inner, list[int], dict], kinds
    return [inner.value, mode.name, basket.items, fixed.value, checked.checked, box.content, slots.a, point.y]


def show(things):
    print("in a child", look(things))


if __name__ == "__main__":
    things = [Outer.Inner(), Outer.Mode.FAST, Basket(), Fixed(), Checked(), Box[int](4), Slots(), Point(1)]
    things.append([T, Box[int], Outer.Inner, list[int], dict])
    p = Process(target=show, args=(things,))
    p.start()
    p.join()
    with ProcessPoolExecutor(max_workers=1) as executor:
        print(executor.submit(look, things).result(timeout=10))
    if p.exitcode:
        raise SystemExit(p.exitcode)
