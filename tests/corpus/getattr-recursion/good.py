"""A wrapper that does not look for pickle's own methods in what it wraps."""
from multiprocessing import Process


class Wrapper:
    def __init__(self, inner):
        self.inner = inner

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.inner, name)


def work(value):
    print("work", value.count(1))


if __name__ == "__main__":
    p = Process(target=work, args=(Wrapper([1, 2]),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
