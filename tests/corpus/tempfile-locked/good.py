"""A child reads the temporary file that its parent has written and closed."""
import os
import tempfile
from multiprocessing import Process


def read(name):
    with open(name, encoding="utf-8") as file:
        print(file.read())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "file")
        with open(name, "w", encoding="utf-8") as file:
            file.write("text")
        p = Process(target=read, args=(name,))
        p.start()
        p.join()
