"""Mended: a list is sent."""

from multiprocessing import Process


def work(numbers):
    print(sum(numbers))


if __name__ == "__main__":
    process = Process(target=work, args=([n * n for n in range(4)],))
    process.start()
    process.join()
