"""A child asks a question that nobody can answer."""

from multiprocessing import Process


def work():
    print(input("name? "))


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
    raise SystemExit(child.exitcode)
