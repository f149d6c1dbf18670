"""The library uses a context of its own, and leaves the program's start method alone."""
import multiprocessing as mp

import goodmaps


if __name__ == "__main__":
    p = mp.Process(target=goodmaps.show, args=(3,))
    p.start()
    p.join()
