"""The class is made whenever the module is imported."""
from multiprocessing import Process


def register(name):
    globals()[name] = type(name, (), {"__module__": "__main__"})
    return globals()[name]


Circle = register("Circle")


def work(value):
    print("work")


if __name__ == "__main__":
    p = Process(target=work, args=(Circle(),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
