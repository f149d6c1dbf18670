"""OpenMP's threads are not in the forked child, which computes with them."""

from multiprocessing import Process

import torch


def total():
    return (torch.ones(3_000_000) + 1).sum().item()


if __name__ == "__main__":
    torch.set_num_threads(4)
    print(total())
    child = Process(target=total)
    child.start()
    child.join()
