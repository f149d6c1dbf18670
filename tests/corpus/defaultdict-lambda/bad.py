"""A defaultdict sends its factory along, here a lambda."""
from collections import defaultdict
from multiprocessing import Process


def show(scores):
    print(scores["ada"], scores["bob"])


if __name__ == "__main__":
    scores = defaultdict(lambda: 10)
    scores["ada"] += 5
    p = Process(target=show, args=(scores,))
    p.start()
    p.join()
