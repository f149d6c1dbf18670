"""The caveat, an open file: a handle means something in one process only."""

from multiprocessing import Process


def count(file):
    print(sum(1 for line in file) > 0)


if __name__ == "__main__":
    with open(__file__, encoding="utf-8") as file:
        process = Process(target=count, args=(file,))
        process.start()
        process.join()
