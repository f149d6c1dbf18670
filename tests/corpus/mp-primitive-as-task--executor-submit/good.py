"""The queue goes to the workers by initargs, when they start."""
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Queue


def setup(queue):
    global out
    out = queue


def produce(count):
    for n in range(count):
        out.put(n)
    return count


if __name__ == "__main__":
    out = Queue()
    with ProcessPoolExecutor(max_workers=1, initializer=setup, initargs=(out,)) as executor:
        future = executor.submit(produce, 2)
        print(future.result(), "items", out.get(timeout=5), out.get(timeout=5))
