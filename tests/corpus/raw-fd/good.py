"""The file's name is passed, and the child opens it."""

import os
import tempfile
from multiprocessing import Process


def work(path):
    with open(path, "wb") as file:
        file.write(b"hello")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        child = Process(target=work, args=(os.path.join(folder, "data"),))
        child.start()
        child.join()
        raise SystemExit(child.exitcode)
