"""A ctypes structure with a pointer in it: an address means nothing elsewhere."""
import ctypes
from multiprocessing import Process


class Header(ctypes.Structure):
    _fields_ = [("size", ctypes.c_int), ("name", ctypes.c_char_p)]


class Image:
    def __init__(self, name, size):
        self.header = Header(size, name)


def show(image):
    print(image.header.name.decode(), image.header.size)


if __name__ == "__main__":
    p = Process(target=show, args=(Image(b"boot", 512),))
    p.start()
    p.join()
