"""The flag is passed to the child."""

from multiprocessing import Process

SCALE = 1


def work(value, scale):
    print(value * scale)


if __name__ == "__main__":
    SCALE = 10
    child = Process(target=work, args=(7, SCALE))
    child.start()
    child.join()
