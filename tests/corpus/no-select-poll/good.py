"""Waits for the answer of a child."""
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def work(connection):
    connection.send("answer")


if __name__ == "__main__":
    mine, theirs = Pipe()
    p = Process(target=work, args=(theirs,))
    p.start()
    wait([mine], 20)
    print(mine.recv())
    p.join()
