"""A repository with an open database connection as a task's argument."""
import sqlite3
from multiprocessing import Pool


class Repository:
    def __init__(self, dsn):
        self.db = sqlite3.connect(dsn)


def count(repository):
    return repository.db.execute("select 6 * 7").fetchone()[0]


if __name__ == "__main__":
    repository = Repository(":memory:")
    with Pool(1) as pool:
        print(pool.apply_async(count, (repository,)).get(timeout=10))
