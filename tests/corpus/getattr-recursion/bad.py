"""A wrapper hands on every attribute: while it is made anew it has none itself, and asks itself without end."""
from multiprocessing import Process


class Wrapper:
    def __init__(self, inner):
        self.inner = inner

    def __getattr__(self, name):
        return getattr(self.inner, name)


def work(value):
    print("work", value.count(1))


if __name__ == "__main__":
    p = Process(target=work, args=(Wrapper([1, 2]),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
