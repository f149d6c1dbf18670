"""The parent makes shared memory, and keeps it while a child writes to it."""
from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory


def fill(name):
    block = SharedMemory(name=name)
    block.buf[0] = 7
    block.close()


if __name__ == "__main__":
    block = SharedMemory(create=True, size=16)
    p = Process(target=fill, args=(block.name,))
    p.start()
    p.join()
    print(block.buf[0])
    block.close()
    block.unlink()
