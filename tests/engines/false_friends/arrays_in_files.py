import numpy as np
from joblib import Parallel, delayed


def total(a, n):
    return float(a.sum()) + n


if __name__ == "__main__":
    big = np.ones(300_000)
    print(Parallel(n_jobs=2, max_nbytes=1000)(delayed(total)(big, n) for n in range(4)))
