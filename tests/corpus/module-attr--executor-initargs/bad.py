"""A configuration with a module in it, in the initargs of an executor."""
import math
from concurrent.futures import ProcessPoolExecutor
from types import SimpleNamespace


def setup(config):
    global settings
    settings = config


def root(n):
    return settings.engine.sqrt(n)


if __name__ == "__main__":
    config = SimpleNamespace(name="exact", engine=math)
    with ProcessPoolExecutor(max_workers=1, initializer=setup, initargs=(config,)) as executor:
        future = executor.submit(root, 49)
        print(future.result())
