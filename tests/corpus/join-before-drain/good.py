"""Read, then join."""
from multiprocessing import Process, Queue


def work(queue):
    queue.put("x" * 1_000_000)


if __name__ == "__main__":
    queue = Queue()
    p = Process(target=work, args=(queue,))
    p.start()
    print(len(queue.get()))
    p.join()
