"""Mended: the module is imported where it is used."""

import math
from multiprocessing import Process


class Circle:
    def __init__(self, radius):
        self.radius = radius


def area(circle):
    print(round(math.pi * circle.radius**2, 2))


if __name__ == "__main__":
    process = Process(target=area, args=(Circle(2),))
    process.start()
    process.join()
