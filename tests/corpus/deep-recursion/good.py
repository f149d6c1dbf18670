"""The values are sent as a flat list."""
from multiprocessing import Process


def length(values):
    print("length", len(values))


if __name__ == "__main__":
    p = Process(target=length, args=(list(range(100_000)),))
    p.start()
    p.join()
