"""Asks for a start method by its name."""
import multiprocessing


def work():
    print("work")


if __name__ == "__main__":
    ctx = multiprocessing.get_context("spawn")
    p = ctx.Process(target=work)
    p.start()
    p.join()
