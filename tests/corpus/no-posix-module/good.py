"""Two processes write to one file, one after the other."""
import os
import tempfile
from multiprocessing import Lock, Process


def append(path, text, lock):
    with lock, open(path, "a", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    path = os.path.join(tempfile.mkdtemp(), "log")
    lock = Lock()
    for text in "ab":
        p = Process(target=append, args=(path, text, lock))
        p.start()
        p.join()
    print(sorted(open(path, encoding="utf-8").read()))
