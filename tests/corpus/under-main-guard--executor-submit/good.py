"""The function is defined above the main guard."""
from concurrent.futures import ProcessPoolExecutor


def double(number):
    return number * 2


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(double, 21)
        print(future.result())
