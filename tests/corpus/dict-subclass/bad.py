"""Items are put back before the attributes: __setitem__ does not find its log."""
from multiprocessing import Process


class Logged(dict):
    def __init__(self):
        super().__init__()
        self.log = []

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
