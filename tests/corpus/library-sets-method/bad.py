"""A library sets the start method of the whole program when it is imported."""
import multiprocessing as mp

import fastmaps


if __name__ == "__main__":
    p = mp.Process(target=fastmaps.show, args=(3,))
    p.start()
    p.join()
