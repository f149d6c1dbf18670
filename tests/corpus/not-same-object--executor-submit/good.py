"""The class keeps its name, and a cached function hands out the one instance."""
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache


class Settings:
    def __init__(self):
        self.depth = 4


@lru_cache(maxsize=None)
def settings():
    return Settings()


def build(settings):
    return "built to depth %d" % settings.depth


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as executor:
        print(executor.submit(build, settings()).result())
