"""The caveat, a bound method: the whole object goes along, and with it what the method does not need."""

import sqlite3
from multiprocessing import Process


class Shop:
    def __init__(self):
        self.connection = sqlite3.connect(":memory:")

    def greet(self, name):
        print(f"hello {name}")


if __name__ == "__main__":
    process = Process(target=Shop().greet, args=("you",))
    process.start()
    process.join()
