"""A task returns an open file among its results; the error looks like the argument's."""
import os
from concurrent.futures import ProcessPoolExecutor


def probe(path):
    return {"path": path, "handle": open(path)}


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as executor:
        future = executor.submit(probe, os.devnull)
        print(sorted(future.result()))
