"""A file is removed while a child still reads it."""
import os
import tempfile
from multiprocessing import Pipe, Process


def read(name, connection):
    with open(name, encoding="utf-8") as file:
        connection.send("opened")
        connection.recv()
        print(file.read())


if __name__ == "__main__":
    name = os.path.join(tempfile.mkdtemp(), "notes")
    with open(name, "w", encoding="utf-8") as file:
        file.write("text")
    mine, theirs = Pipe()
    p = Process(target=read, args=(name, theirs))
    p.start()
    mine.recv()
    try:
        os.remove(name)
    finally:
        mine.send("go on")
        p.join()
