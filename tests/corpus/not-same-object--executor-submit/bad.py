"""A singleton decorator puts a function where the class was; its instance finds no class."""
from concurrent.futures import ProcessPoolExecutor


def singleton(cls):
    instance = cls()

    def get():
        return instance

    return get


@singleton
class Settings:
    def __init__(self):
        self.depth = 4


def build(settings):
    return "built to depth %d" % settings.depth


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as executor:
        print(executor.submit(build, Settings()).result())
