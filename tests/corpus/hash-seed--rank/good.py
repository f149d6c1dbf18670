"""The children share the keys by their place in the list."""

from multiprocessing import Process

KEYS = [f"key {number}" for number in range(40)]


def work(rank, size):
    mine = [key for number, key in enumerate(KEYS) if number % size == rank]
    print(len(mine) > 0)


if __name__ == "__main__":
    children = [Process(target=work, args=(rank, 2)) for rank in range(2)]
    for child in children:
        child.start()
        child.join()
