"""A start method that no platform has (as fork and forkserver on Windows)."""
import multiprocessing as mp


def work():
    print("work")


if __name__ == "__main__":
    ctx = mp.get_context("spawned")
    p = ctx.Process(target=work)
    p.start()
    p.join()
