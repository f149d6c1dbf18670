"""A child reads the temporary file that its parent has written."""
import sys
import tempfile
from multiprocessing import Process


def read(name):
    with open(name, encoding="utf-8") as file:
        print(file.read())


if __name__ == "__main__":
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write("text")
        file.flush()
        p = Process(target=read, args=(file.name,))
        p.start()
        p.join()
