"""1e5 small messages through a Queue."""

import multiprocessing as mp

MESSAGES = 100_000


def consume(queue):
    for _ in range(MESSAGES):
        queue.get()


if __name__ == "__main__":
    queue = mp.Queue()
    consumer = mp.Process(target=consume, args=(queue,))
    consumer.start()
    for number in range(MESSAGES):
        queue.put(number)
    consumer.join()
