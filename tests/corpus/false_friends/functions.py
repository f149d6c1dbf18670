"""Functions that look as if they could not be pickled, and can: decorated, cached, bound, partial."""
import functools
import operator
from contextlib import contextmanager
from multiprocessing import Pool, Process


def announced(func):
    @functools.wraps(func)
    def wrapper(*args):
        return func(*args)

    return wrapper


@announced
def wrapped(n):
    return n + 1


@functools.lru_cache(maxsize=None)
def cached(n):
    return n + 2


@functools.singledispatch
def dispatched(n):
    return n + 3


@contextmanager
def managed(n):
    yield n + 4


class Tool:
    def __init__(self, step):
        self.step = step

    @staticmethod
    def static(n):
        return n + 5

    @classmethod
    def made(cls, n):
        return cls(6).step + n

    def method(self, n):
        return n + self.step


def call(functions, n):
    with managed(n) as value:
        print("in a child", value, [function(n) for function in functions])


if __name__ == "__main__":
    functions = [wrapped, cached, dispatched, Tool.static, Tool(0).static, Tool.made, Tool(7).method]
    functions += [functools.partial(operator.add, 8), functools.partial(Tool(1).method), abs, float]
    p = Process(target=call, args=(functions, 1))
    p.start()
    p.join()
    with Pool(2) as pool:
        print([pool.map(function, [1, 2]) for function in functions])
        print(pool.map(operator.itemgetter(1), ["ab", "cd"]), pool.map([].append, [1]))
        print(pool.map(operator.methodcaller("upper"), ["x"]), pool.map(str.strip, [" y "]))
        print(pool.apply(operator.attrgetter("step"), (Tool(9),)))
    if p.exitcode:
        raise SystemExit(p.exitcode)
