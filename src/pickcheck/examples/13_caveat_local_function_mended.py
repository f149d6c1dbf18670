"""Mended: the function stands at the top level, and gets what it needs as an argument."""

from multiprocessing import Process


def work(number, factor):
    print(number * factor)


def main(factor):
    process = Process(target=work, args=(21, factor))
    process.start()
    process.join()


if __name__ == "__main__":
    main(2)
