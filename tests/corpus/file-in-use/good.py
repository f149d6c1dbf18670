"""A file is removed once the child that reads it has ended."""
import os
import tempfile
from multiprocessing import Process


def read(name):
    with open(name, encoding="utf-8") as file:
        print(file.read())


if __name__ == "__main__":
    name = os.path.join(tempfile.mkdtemp(), "notes")
    with open(name, "w", encoding="utf-8") as file:
        file.write("text")
    p = Process(target=read, args=(name,))
    p.start()
    p.join()
    os.remove(name)
