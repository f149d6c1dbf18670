"""The child uses its parent's connection to the database."""

import sqlite3
from multiprocessing import Process

connection = sqlite3.connect(":memory:")


def work():
    print(connection.execute("select 1 + 1").fetchone())


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
