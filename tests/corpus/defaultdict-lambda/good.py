"""The factory is a function of the module."""
from collections import defaultdict
from multiprocessing import Process


def initial():
    return 10


def show(scores):
    print(scores["ada"], scores["bob"])


if __name__ == "__main__":
    scores = defaultdict(initial)
    scores["ada"] += 5
    p = Process(target=show, args=(scores,))
    p.start()
    p.join()
