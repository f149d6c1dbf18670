"""The result is read."""
from multiprocessing import Pool


def work(number):
    return 10 / number


if __name__ == "__main__":
    with Pool(1) as pool:
        task = pool.apply_async(work, (5,))
        pool.close()
        pool.join()
        print(task.get())
