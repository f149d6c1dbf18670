"""An item that does not pickle is dropped by the queue's feeder thread, and the reader waits for it for ever."""
from multiprocessing import Process, Queue


def read(queue):
    print("read", queue.get())


if __name__ == "__main__":
    queue = Queue()
    p = Process(target=read, args=(queue,))
    p.start()
    queue.put({"scale": lambda x: x * 2})
    p.join()
