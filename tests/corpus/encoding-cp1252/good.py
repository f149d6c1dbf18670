"""A child reads what its parent has written, in an encoding that both know."""
import os
import tempfile
from multiprocessing import Process


def read(name):
    with open(name, "rb") as file:
        print(len(file.read()) > 0)


if __name__ == "__main__":
    name = os.path.join(tempfile.mkdtemp(), "words")
    with open(name, "w", encoding="utf-8") as file:
        file.write("na\u00efve, \u4f60\u597d")
    p = Process(target=read, args=(name,))
    p.start()
    p.join()
