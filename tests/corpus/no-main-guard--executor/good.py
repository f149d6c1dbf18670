"""Under the main guard."""
from concurrent.futures import ProcessPoolExecutor


def work(number):
    return number * 2


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        print(list(executor.map(work, [1, 2])))
