"""They share one multiprocessing.Lock, which a process may inherit."""
import multiprocessing as mp
from multiprocessing import Process
from types import SimpleNamespace


def serve(sites):
    for site in sites:
        with site.lock:
            print("serving", site.name)


if __name__ == "__main__":
    lock = mp.Lock()
    sites = [SimpleNamespace(name="north", lock=lock), SimpleNamespace(name="south", lock=lock)]
    p = Process(target=serve, args=(sites,))
    p.start()
    p.join()
