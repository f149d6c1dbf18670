"""The child waits for DONE, and what it gets is another object."""

from multiprocessing import Process, Queue

DONE = object()


def work(queue):
    total = 0
    while True:
        item = queue.get()
        if item is DONE:
            break
        total += hash(item) > 0
    print(total)


if __name__ == "__main__":
    queue = Queue()
    child = Process(target=work, args=(queue,))
    child.start()
    for number in range(1, 4):
        queue.put(number)
    queue.put(DONE)
    child.join()
