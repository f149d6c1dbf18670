"""Runs the hooks in a child; one of them is a lambda, which has no name to be sent by."""
from multiprocessing import Process


class Config:
    def __init__(self):
        self.hooks = {"before": [abs], "after": [float, lambda n: n + 1]}


def work(config):
    value = -3
    for hook in config.hooks["before"] + config.hooks["after"]:
        value = hook(value)
    print("value", value)


if __name__ == "__main__":
    p = Process(target=work, args=(Config(),))
    p.start()
    p.join()
