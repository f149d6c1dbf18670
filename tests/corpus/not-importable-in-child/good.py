"""A class of a module that a child can import by its name."""
from fractions import Fraction
from multiprocessing import Process


def work(value):
    print("work", value)


if __name__ == "__main__":
    p = Process(target=work, args=(Fraction(1, 3),))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
