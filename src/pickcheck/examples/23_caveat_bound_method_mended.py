"""Mended: a static method is bound to nothing."""

import sqlite3
from multiprocessing import Process


class Shop:
    def __init__(self):
        self.connection = sqlite3.connect(":memory:")

    @staticmethod
    def greet(name):
        print(f"hello {name}")


if __name__ == "__main__":
    process = Process(target=Shop().greet, args=("you",))
    process.start()
    process.join()
