"""Asks for fork, whatever the platform."""
import multiprocessing


def work():
    print("work")


if __name__ == "__main__":
    ctx = multiprocessing.get_context("fork")
    p = ctx.Process(target=work)
    p.start()
    p.join()
