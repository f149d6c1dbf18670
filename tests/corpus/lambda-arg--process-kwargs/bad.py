"""Sorts in a child, with a lambda for the key."""
from multiprocessing import Process


def report(rows, key=None, reverse=False):
    print(sorted(rows, key=key, reverse=reverse))


if __name__ == "__main__":
    rows = [("bolt", 12), ("nut", 40), ("washer", 7)]
    p = Process(target=report, args=(rows,), kwargs={"key": lambda row: row[1], "reverse": True})
    p.start()
    p.join()
