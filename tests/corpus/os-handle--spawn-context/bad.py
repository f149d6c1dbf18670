"""A spawn context of its own: the mmap fails whatever the default start method is."""
import mmap
import multiprocessing as mp


def read(image):
    print("first bytes", bytes(image["map"][:3]))


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    area = mmap.mmap(-1, 64)
    area[:3] = b"abc"
    p = ctx.Process(target=read, args=({"name": "boot", "map": area},))
    p.start()
    p.join()
