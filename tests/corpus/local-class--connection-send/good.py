"""The dataclass stands at the top level of the module."""
from dataclasses import dataclass
from multiprocessing import Pipe, Process


@dataclass
class Point:
    x: int
    y: int


def show(conn):
    if conn.poll(10):
        message = conn.recv()
        print("at", message["at"].x, message["at"].y)


def main():
    ours, theirs = Pipe()
    p = Process(target=show, args=(theirs,), daemon=True)
    p.start()
    ours.send({"kind": "move", "at": Point(3, 4)})
    p.join()


if __name__ == "__main__":
    main()
