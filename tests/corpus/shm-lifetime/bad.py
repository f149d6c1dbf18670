"""A child makes shared memory, and leaves before its parent looks."""
from multiprocessing import Pipe, Process
from multiprocessing.shared_memory import SharedMemory


def make(connection):
    block = SharedMemory(create=True, size=16)
    block.buf[0] = 7
    connection.send(block.name)
    block.close()


if __name__ == "__main__":
    spare = SharedMemory(create=True, size=1)  # so that a forked child has its parent's resource tracker
    mine, theirs = Pipe()
    p = Process(target=make, args=(theirs,))
    p.start()
    name = mine.recv()
    p.join()
    block = SharedMemory(name=name)
    print(block.buf[0])
    block.close()
    block.unlink()
    spare.close()
    spare.unlink()
