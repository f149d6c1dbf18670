"""A pool whose work reads what a child may see otherwise than its parent: globals, one of them stale, the environment, logging, hash()."""

import logging
import os
from multiprocessing import Pool

SCALE = 1
TABLE = {f"key {number}": number for number in range(100)}
log = logging.getLogger("state")


def work(number):
    log.debug("item %d", number)
    key = f"key {number % 100}"
    region = os.environ.get("BENCH_REGION", "")
    stripe = hash(key) % 8
    total = 0
    for step in range(200):
        total += TABLE[key] * SCALE + step
    return total + len(region) + (stripe >= 0)


if __name__ == "__main__":
    SCALE = 2
    os.environ["BENCH_REGION"] = "eu"
    logging.basicConfig(level=logging.WARNING)
    with Pool(2) as pool:
        print(len(pool.map(work, range(40_000), chunksize=100)))
