"""The parent learns that something could not be loaded, and not why."""

from multiprocessing import Process, Queue


class LoadError(Exception):
    pass


def load(text):
    try:
        return int(text)
    except ValueError as error:
        raise LoadError("cannot load it") from error


def work(queue):
    try:
        load("seven")
    except LoadError as error:
        queue.put(error)


if __name__ == "__main__":
    queue = Queue()
    child = Process(target=work, args=(queue,))
    child.start()
    error = queue.get()
    child.join()
    print(repr(error), repr(error.__cause__))
