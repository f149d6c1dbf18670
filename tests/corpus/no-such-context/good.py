"""The method is asked for only where it exists."""
import multiprocessing as mp


def work():
    print("work")


if __name__ == "__main__":
    ctx = mp.get_context("spawned" if "spawned" in mp.get_all_start_methods() else None)
    p = ctx.Process(target=work)
    p.start()
    p.join()
