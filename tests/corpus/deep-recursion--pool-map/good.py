"""The depth is sent as a number, and the nest made where it is needed."""
from multiprocessing import Pool


def width(depth):
    nest = []
    for _ in range(depth):
        nest = [nest]
    return len(nest)


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(width, [100_000]))
