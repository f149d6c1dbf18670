"""Only the plain values of the instance are sent."""
import types
from multiprocessing import Pool

SOURCE = "class Square:\n    side = 3\n"


def load(name, source):
    plugin = types.ModuleType(name)
    exec(source, plugin.__dict__)
    return plugin


def area(side):
    return side ** 2


if __name__ == "__main__":
    shapes = load("plugin_shapes", SOURCE)
    with Pool(1) as pool:
        print(pool.apply(area, (shapes.Square().side,)))
