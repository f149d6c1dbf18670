"""The file's path handed to a child, which opens it."""
import os
from multiprocessing import Process


def write(path, text):
    print("writing", len(text), "characters")
    with open(path, "w") as out:
        out.write(text)


if __name__ == "__main__":
    p = Process(target=write, args=(os.devnull, "hello"))
    p.start()
    p.join()
