"""The repository connects where it is used, and is sent as its DSN."""
import sqlite3
from multiprocessing import Pool


class Repository:
    def __init__(self, dsn):
        self.dsn = dsn

    def connect(self):
        return sqlite3.connect(self.dsn)


def count(repository):
    return repository.connect().execute("select 6 * 7").fetchone()[0]


if __name__ == "__main__":
    repository = Repository(":memory:")
    with Pool(1) as pool:
        print(pool.apply_async(count, (repository,)).get(timeout=10))
