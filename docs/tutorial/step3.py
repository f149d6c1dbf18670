import threading
from multiprocessing import Process, Queue


class Settings:
    def __init__(self):
        self.lock = threading.Lock()
        self.convert = str.upper

    def __getstate__(self):
        return {"convert": self.convert}

    def __setstate__(self, state):
        self.__init__()
        self.__dict__.update(state)


def writer(q, settings):
    for value in ["first", "second", "third"]:
        q.put(settings.convert(value))


def reader(q):
    for _ in range(3):
        print(f"got {q.get()}")


if __name__ == "__main__":
    q = Queue()
    processes = [Process(target=writer, args=(q, Settings())), Process(target=reader, args=(q,))]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
