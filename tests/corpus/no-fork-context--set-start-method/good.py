"""Sets the start method once and for all, to the one that every platform has."""
import multiprocessing


def work():
    print("work")


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    p = multiprocessing.Process(target=work)
    p.start()
    p.join()
