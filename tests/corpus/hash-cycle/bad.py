"""Two friends in each other's sets: one is hashed while it has no name yet."""
from multiprocessing import Process


class Person:
    def __init__(self, name):
        self.name = name
        self.friends = set()

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
