"""A message that holds a dataclass defined inside main(); send() raises."""
from dataclasses import dataclass
from multiprocessing import Pipe, Process


def show(conn):
    if conn.poll(2):
        message = conn.recv()
        print("at", message["at"].x, message["at"].y)


def main():
    @dataclass
    class Point:
        x: int
        y: int

    ours, theirs = Pipe()
    p = Process(target=show, args=(theirs,), daemon=True)
    p.start()
    ours.send({"kind": "move", "at": Point(3, 4)})
    p.join()


if __name__ == "__main__":
    main()
