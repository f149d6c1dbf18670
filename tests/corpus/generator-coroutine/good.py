"""A list as the argument of a process."""
from multiprocessing import Process


def total(numbers):
    print("total", sum(numbers))


if __name__ == "__main__":
    p = Process(target=total, args=([n * n for n in range(4)],))
    p.start()
    p.join()
