"""Each child says into which of a million shares a key belongs: by a hash that only it has."""

from multiprocessing import Process, Queue


def share(key, shares):
    number = hash(key) % 1_000_000
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
