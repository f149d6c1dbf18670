"""A checksum is the same everywhere."""

from multiprocessing import Process, Queue
from zlib import crc32


def share(key, shares):
    number = crc32(key.encode()) % 1_000_000
    shares.put((key, number))


if __name__ == "__main__":
    shares = Queue()
    children = [Process(target=share, args=("apple", shares)) for _ in range(2)]
    for child in children:
        child.start()
    found = {shares.get() for _ in children}
    for child in children:
        child.join()
    print(len(found), "share" if len(found) == 1 else "different shares")
