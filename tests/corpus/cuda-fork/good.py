"""Only the children use CUDA."""

from concurrent.futures import ProcessPoolExecutor

import torch


def work(size):
    return sum(torch.ones(size, device="cuda"))


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        print(pool.submit(work, 2).result())
        print(pool.submit(work, 3).result())
