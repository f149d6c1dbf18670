"""The caveat, a module kept as an attribute: modules are not sent."""

import math
from multiprocessing import Process


class Circle:
    def __init__(self, radius):
        self.math = math
        self.radius = radius


def area(circle):
    print(round(circle.math.pi * circle.radius**2, 2))


if __name__ == "__main__":
    process = Process(target=area, args=(Circle(2),))
    process.start()
    process.join()
