"""Ways of joblib and loky that look like trouble: nested calls, errors of the tasks own, workers that are killed and replaced."""

import os
from concurrent.futures import ThreadPoolExecutor

from joblib import Parallel, delayed, parallel_config
from loky import get_reusable_executor


def nested(n):
    return sum(Parallel(n_jobs=2)(delayed(abs)(k) for k in range(n)))


def boom(n):
    if n == 3:
        raise ValueError(n)
    return n


class Own(Exception):
    def __init__(self, a, b):
        super().__init__(a, b)


def own():
    raise Own(1, 2)


def mode():
    return os.environ.get("MODE")


if __name__ == "__main__":
    for value in Parallel(n_jobs=2, return_as="generator")(delayed(abs)(n) for n in range(20)):
        pass
    print(value)
    print(Parallel(n_jobs=2)(delayed(nested)(n) for n in range(3)))
    with parallel_config(backend="threading", n_jobs=2):
        print(Parallel()(delayed(abs)(n) for n in range(3)))
    try:
        Parallel(n_jobs=2)(delayed(boom)(n) for n in range(10))
    except ValueError as e:
        print("caught", e)
    executor = get_reusable_executor(max_workers=2, timeout=1)
    print(executor.submit(os.getpid).result() > 0)
    try:
        executor.submit(own).result()
    except Own as e:
        print(e)
    executor = get_reusable_executor(max_workers=3, kill_workers=True)
    print(executor.submit(abs, -2).result())
    executor.shutdown(kill_workers=True)
    with ThreadPoolExecutor(2) as t:
        print(list(t.map(nested, [2])))
    executor.shutdown(kill_workers=True)
    os.environ["MODE"] = "parent"
    executor = get_reusable_executor(max_workers=1, env={"MODE": "worker"})
    print(executor.submit(mode).result())
