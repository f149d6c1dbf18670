"""Asks for a start method by a name that there is not."""
import multiprocessing


def work():
    print("work")


if __name__ == "__main__":
    ctx = multiprocessing.get_context("threads")
    p = ctx.Process(target=work)
    p.start()
    p.join()
