"""The future is asked."""
from concurrent.futures import ProcessPoolExecutor


def work(number):
    return 10 / number


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(work, 0)
    print(type(future.exception()).__name__)
