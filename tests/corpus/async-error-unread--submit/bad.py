"""A future's error is never asked for."""
from concurrent.futures import ProcessPoolExecutor


def work(number):
    return 10 / number


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        executor.submit(work, 0)
    print("all done")
