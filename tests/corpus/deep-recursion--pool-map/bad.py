"""Lists nested 100000 deep as a task."""
from multiprocessing import Pool


def width(nest):
    return len(nest)


if __name__ == "__main__":
    nest = []
    for _ in range(100_000):
        nest = [nest]
    with Pool(1) as pool:
        print(pool.map(width, [nest]))
