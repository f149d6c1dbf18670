"""A child that is not forked has threads of its own."""

from multiprocessing import get_context

import torch


def total():
    return (torch.ones(3_000_000) + 1).sum().item()


if __name__ == "__main__":
    torch.set_num_threads(4)
    print(total())
    child = get_context("spawn").Process(target=total)
    child.start()
    child.join()
