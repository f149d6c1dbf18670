"""The item pickles."""
from multiprocessing import Process, Queue


def read(queue):
    print("read", queue.get())


if __name__ == "__main__":
    queue = Queue()
    p = Process(target=read, args=(queue,))
    p.start()
    queue.put({"scale": 2})
    p.join()
