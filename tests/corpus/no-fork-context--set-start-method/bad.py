"""Sets the start method once and for all."""
import multiprocessing


def work():
    print("work")


if __name__ == "__main__":
    multiprocessing.set_start_method("forkserver")
    p = multiprocessing.Process(target=work)
    p.start()
    p.join()
