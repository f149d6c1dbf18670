"""The task returns what was read from the file."""
import os
from concurrent.futures import ProcessPoolExecutor


def probe(path):
    with open(path) as handle:
        return {"path": path, "handle": handle.read()}


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as executor:
        future = executor.submit(probe, os.devnull)
        print(sorted(future.result()))
