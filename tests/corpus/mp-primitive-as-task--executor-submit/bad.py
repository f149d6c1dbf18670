"""A Queue as the argument of submit()."""
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Queue


def produce(count, out):
    for n in range(count):
        out.put(n)
    return count


if __name__ == "__main__":
    out = Queue()
    with ProcessPoolExecutor(max_workers=1) as executor:
        future = executor.submit(produce, 2, out)
        print(future.result(), "items", out.get(timeout=5), out.get(timeout=5))
