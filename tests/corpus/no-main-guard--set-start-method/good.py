"""Under the main guard."""
import multiprocessing as mp


def work():
    print("work")


if __name__ == "__main__":
    mp.set_start_method("spawn")
    p = mp.Process(target=work)
    p.start()
    p.join()
