"""The traceback goes with the error, as a text."""

import traceback
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
        queue.put((error, traceback.format_exc()))


if __name__ == "__main__":
    queue = Queue()
    child = Process(target=work, args=(queue,))
    child.start()
    error, text = queue.get()
    child.join()
    print(repr(error), "ValueError" in text)
