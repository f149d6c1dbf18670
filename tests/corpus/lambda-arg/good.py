"""Runs the hooks in a child; every hook has a name at the top level."""
from multiprocessing import Process


def increment(n):
    return n + 1


class Config:
    def __init__(self):
        self.hooks = {"before": [abs], "after": [float, increment]}


def work(config):
    value = -3
    for hook in config.hooks["before"] + config.hooks["after"]:
        value = hook(value)
    print("value", value)


if __name__ == "__main__":
    p = Process(target=work, args=(Config(),))
    p.start()
    p.join()
