"""A file descriptor is passed as a number."""

import os
import tempfile
from multiprocessing import Process


def work(number):
    os.write(number, b"hello")


if __name__ == "__main__":
    with tempfile.TemporaryFile() as file:
        number = os.dup2(file.fileno(), 50)
        child = Process(target=work, args=(number,))
        child.start()
        child.join()
        raise SystemExit(child.exitcode)
