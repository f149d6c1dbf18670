"""An instance of a class of a plugin that was loaded under a made-up name."""
import types
from multiprocessing import Pool

SOURCE = "class Square:\n    side = 3\n"


def load(name, source):
    plugin = types.ModuleType(name)
    exec(source, plugin.__dict__)
    return plugin


def area(shape):
    return shape.side ** 2


if __name__ == "__main__":
    shapes = load("plugin_shapes", SOURCE)
    with Pool(1) as pool:
        print(pool.apply(area, (shapes.Square(),)))
