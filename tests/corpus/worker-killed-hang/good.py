"""The task raises, and the error comes back."""
from multiprocessing import Pool


def work(number):
    if number == 2:
        raise ValueError("two")
    return number


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            print(pool.map(work, [1, 2, 3], chunksize=1))
        except ValueError as error:
            print(error)
