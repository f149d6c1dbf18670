"""It is made anew from what its constructor takes, then filled."""
from multiprocessing import Process


class Bounded(list):
    def __init__(self, most):
        super().__init__()
        self.most = most

    def extend(self, items):
        for item in items:
            if len(self) < self.most:
                super().append(item)

    def __reduce__(self):
        return type(self), (self.most,), None, iter(self)


def basket():
    made = Bounded(2)
    made.extend([1, 2, 3])
    return made


def work(value):
    print("work", value)


if __name__ == "__main__":
    p = Process(target=work, args=(basket(),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
