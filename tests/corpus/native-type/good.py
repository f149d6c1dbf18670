"""The format is kept, and compiled where it is used."""
import struct
from multiprocessing import Process


class Record:
    def __init__(self, layout):
        self.layout = layout


def size(record):
    print("size", struct.Struct(record.layout).size)


if __name__ == "__main__":
    p = Process(target=size, args=(Record("<hhl"),))
    p.start()
    p.join()
