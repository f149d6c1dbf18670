"""The other way of making one is a class method."""
from collections import namedtuple
from multiprocessing import Process


class Span(namedtuple("Span", "start end")):
    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split("-")))


def work(value):
    print("work", value.end)


if __name__ == "__main__":
    p = Process(target=work, args=(Span.parse("3-7"),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
