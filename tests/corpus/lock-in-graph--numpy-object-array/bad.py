"""A numpy array of objects, one of them a lock."""
import threading
from multiprocessing import Process

import numpy as np


def show(cells):
    print("cells", cells.shape, cells[:2].tolist())


if __name__ == "__main__":
    cells = np.array([1, "two", threading.Lock()], dtype=object)
    p = Process(target=show, args=(cells,))
    p.start()
    p.join()
