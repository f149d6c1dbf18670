"""A named tuple with a __new__ of another shape: pickle calls it with the fields."""
from collections import namedtuple
from multiprocessing import Process


class Span(namedtuple("Span", "start end")):
    def __new__(cls, text):
        return super().__new__(cls, *map(int, text.split("-")))


def work(value):
    print("work", value.end)


if __name__ == "__main__":
    p = Process(target=work, args=(Span("3-7"),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
