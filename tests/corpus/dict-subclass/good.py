"""What __setitem__ needs is made in __new__, which pickle calls."""
from multiprocessing import Process


class Logged(dict):
    def __new__(cls, *args):
        self = super().__new__(cls, *args)
        self.log = []
        return self

    def __setitem__(self, key, value):
        self.log.append(key)
        super().__setitem__(key, value)


def settings():
    made = Logged()
    made["colour"] = "red"
    return made


def work(value):
    print("work", value["colour"])


if __name__ == "__main__":
    p = Process(target=work, args=(settings(),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
