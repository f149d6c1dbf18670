"""An executor's workers are not daemonic."""
import multiprocessing as mp
from concurrent.futures import ProcessPoolExecutor


def part(number):
    assert number == 1


def whole(number):
    p = mp.Process(target=part, args=(number,))
    p.start()
    p.join()
    return number


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        print(executor.submit(whole, 1).result())
