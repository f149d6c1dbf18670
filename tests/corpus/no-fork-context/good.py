"""Asks for fork where there is fork."""
import multiprocessing


def work():
    print("work")


if __name__ == "__main__":
    there = multiprocessing.get_all_start_methods()
    ctx = multiprocessing.get_context("fork" if "fork" in there else None)
    p = ctx.Process(target=work)
    p.start()
    p.join()
