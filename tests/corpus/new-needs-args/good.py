"""The class says what __new__ is called with."""
from multiprocessing import Process


class Unit:
    def __new__(cls, name):
        self = super().__new__(cls)
        self.name = name
        return self

    def __getnewargs__(self):
        return (self.name,)


def work(value):
    print("work", value.name)


if __name__ == "__main__":
    p = Process(target=work, args=(Unit("m"),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
