"""CUDA is initialised in the parent, and used in a forked child."""

from concurrent.futures import ProcessPoolExecutor

import torch


def work(size):
    return sum(torch.ones(size, device="cuda"))


if __name__ == "__main__":
    print(sum(torch.ones(2, device="cuda")))
    with ProcessPoolExecutor(1) as pool:
        print(pool.submit(work, 3).result())
