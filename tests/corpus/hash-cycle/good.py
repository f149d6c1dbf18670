"""The name is handed to __new__, so it is there before anything else."""
from multiprocessing import Process


class Person:
    def __new__(cls, name):
        self = super().__new__(cls)
        self.name = name
        self.friends = set()
        return self

    def __getnewargs__(self):
        return (self.name,)

    def __hash__(self):
        return hash(self.name)


def couple():
    a, b = Person("a"), Person("b")
    a.friends.add(b)
    b.friends.add(a)
    return a


def work(value):
    print("work", value.name)


if __name__ == "__main__":
    p = Process(target=work, args=(couple(),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
