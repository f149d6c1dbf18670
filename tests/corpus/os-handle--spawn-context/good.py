"""A RawArray of the same context is shared memory that a process may inherit."""
import multiprocessing as mp


def read(image):
    print("first bytes", bytes(image["map"][:3]))


if __name__ == "__main__":
    ctx = mp.get_context("spawn")
    area = ctx.RawArray("B", 64)
    area[:3] = list(b"abc")
    p = ctx.Process(target=read, args=({"name": "boot", "map": area},))
    p.start()
    p.join()
