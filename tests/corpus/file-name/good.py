"""A worker names its log after the words that it was asked."""
import os
import tempfile
from multiprocessing import Process


def work(folder, question):
    with open(os.path.join(folder, question.rstrip("?") + ".log"), "w", encoding="utf-8") as file:
        file.write("answered")


if __name__ == "__main__":
    p = Process(target=work, args=(tempfile.mkdtemp(), "how many?"))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
