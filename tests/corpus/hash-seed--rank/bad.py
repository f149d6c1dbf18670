"""Each child takes the keys that by their hash are its own: some are taken twice, and some by nobody."""

from multiprocessing import Process

KEYS = [f"key {number}" for number in range(40)]


def work(rank, size):
    mine = [key for key in KEYS if hash(key) % size == rank]
    print(len(mine) > 0)


if __name__ == "__main__":
    children = [Process(target=work, args=(rank, 2)) for rank in range(2)]
    for child in children:
        child.start()
        child.join()
