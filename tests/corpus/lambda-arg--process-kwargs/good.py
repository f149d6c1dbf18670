"""Sorts in a child, with operator.itemgetter for the key."""
from multiprocessing import Process
from operator import itemgetter


def report(rows, key=None, reverse=False):
    print(sorted(rows, key=key, reverse=reverse))


if __name__ == "__main__":
    rows = [("bolt", 12), ("nut", 40), ("washer", 7)]
    p = Process(target=report, args=(rows,), kwargs={"key": itemgetter(1), "reverse": True})
    p.start()
    p.join()
