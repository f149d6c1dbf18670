"""The caveat, a function inside another: its name leads nowhere from outside."""

from multiprocessing import Process


def main(factor):
    def work(number):
        print(number * factor)

    process = Process(target=work, args=(21,))
    process.start()
    process.join()


if __name__ == "__main__":
    main(2)
