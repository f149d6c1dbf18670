"""A class that is made while the script runs: no child's main module has it."""
from multiprocessing import Process


def register(name):
    globals()[name] = type(name, (), {"__module__": "__main__"})
    return globals()[name]


def work(value):
    print("work", value)


if __name__ == "__main__":
    p = Process(target=work, args=(register("Circle")(),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
