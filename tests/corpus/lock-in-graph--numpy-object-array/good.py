"""A numpy array of objects that may all be sent."""
from multiprocessing import Process

import numpy as np


def show(cells):
    print("cells", cells.shape, cells[:2].tolist())


if __name__ == "__main__":
    cells = np.array([1, "two", None], dtype=object)
    p = Process(target=show, args=(cells,))
    p.start()
    p.join()
