"""The task raises, and the error comes back."""
from concurrent.futures import ProcessPoolExecutor


def work(number):
    raise ValueError(number)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(work, 1)
        print(type(future.exception()).__name__)
