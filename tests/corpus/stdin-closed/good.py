"""The child gets the answer as an argument."""

from multiprocessing import Process


def work(name):
    print(name)


if __name__ == "__main__":
    child = Process(target=work, args=("nobody",))
    child.start()
    child.join()
    raise SystemExit(child.exitcode)
