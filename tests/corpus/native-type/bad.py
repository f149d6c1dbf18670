"""A compiled struct.Struct is a C object without pickling."""
import struct
from multiprocessing import Process


class Record:
    def __init__(self, layout):
        self.layout = struct.Struct(layout)


def size(record):
    print("size", record.layout.size)


if __name__ == "__main__":
    p = Process(target=size, args=(Record("<hhl"),))
    p.start()
    p.join()
