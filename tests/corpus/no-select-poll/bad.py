"""Waits for the answer of a child."""
import select
from multiprocessing import Pipe, Process


def work(connection):
    connection.send("answer")


if __name__ == "__main__":
    mine, theirs = Pipe()
    p = Process(target=work, args=(theirs,))
    p.start()
    poll = select.poll()
    poll.register(mine.fileno(), select.POLLIN)
    poll.poll(10_000)
    print(mine.recv())
    p.join()
