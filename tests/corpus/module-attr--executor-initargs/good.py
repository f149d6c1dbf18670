"""The configuration holds the function that is needed, which has a name."""
import math
from concurrent.futures import ProcessPoolExecutor
from types import SimpleNamespace


def setup(config):
    global settings
    settings = config


def root(n):
    return settings.sqrt(n)


if __name__ == "__main__":
    config = SimpleNamespace(name="exact", sqrt=math.sqrt)
    with ProcessPoolExecutor(max_workers=1, initializer=setup, initargs=(config,)) as executor:
        future = executor.submit(root, 49)
        print(future.result())
