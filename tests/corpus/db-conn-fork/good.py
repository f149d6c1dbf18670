"""The child makes a connection of its own."""

import sqlite3
from multiprocessing import Process


def work():
    connection = sqlite3.connect(":memory:")
    print(connection.execute("select 1 + 1").fetchone())


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
