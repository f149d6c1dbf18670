"""Tasks fail, and nobody reads their results."""
from multiprocessing import Pool


def work(number):
    return 10 / number


if __name__ == "__main__":
    with Pool(1) as pool:
        pool.apply_async(work, (0,))
        pool.close()
        pool.join()
    print("all done")
