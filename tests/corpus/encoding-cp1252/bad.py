"""A child reads what its parent has written, each without saying how."""
import os
import tempfile
from multiprocessing import Process


def read(name):
    with open(name, "rb") as file:
        print(len(file.read()) > 0)


if __name__ == "__main__":
    name = os.path.join(tempfile.mkdtemp(), "words")
    with open(name, "w") as file:
        file.write("na\u00efve, \u4f60\u597d")
    p = Process(target=read, args=(name,))
    p.start()
    p.join()
