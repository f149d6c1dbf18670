"""__new__ wants an argument that pickle does not have."""
from multiprocessing import Process


class Unit:
    def __new__(cls, name):
        self = super().__new__(cls)
        self.name = name
        return self


def work(value):
    print("work", value.name)


if __name__ == "__main__":
    p = Process(target=work, args=(Unit("m"),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
