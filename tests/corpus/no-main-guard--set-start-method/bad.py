"""The start method is set wherever the script is imported; in a child that is once too often."""
import multiprocessing as mp


def work():
    print("work")


mp.set_start_method("spawn")
p = mp.Process(target=work)
p.start()
p.join()
