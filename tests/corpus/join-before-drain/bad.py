"""The child is joined before what it put on the queue is read: it cannot end, the pipe is full."""
from multiprocessing import Process, Queue


def work(queue):
    queue.put("x" * 1_000_000)


if __name__ == "__main__":
    queue = Queue()
    p = Process(target=work, args=(queue,))
    p.start()
    p.join()
    print(len(queue.get()))
