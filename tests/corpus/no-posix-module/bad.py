"""Two processes write to one file, one after the other."""
import fcntl
import os
import tempfile
from multiprocessing import Process


def append(path, text):
    with open(path, "a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(text)


if __name__ == "__main__":
    path = os.path.join(tempfile.mkdtemp(), "log")
    for text in "ab":
        p = Process(target=append, args=(path, text))
        p.start()
        p.join()
    print(sorted(open(path, encoding="utf-8").read()))
