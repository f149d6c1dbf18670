"""A task with a lambda put on a queue: the feeder thread drops it, and the consumer gives up."""
import multiprocessing as mp
import queue


def consume(todo):
    try:
        task = todo.get(timeout=1)
    except queue.Empty:
        print("nothing to do")
    else:
        print(task["name"], task["run"](20))


if __name__ == "__main__":
    todo = mp.Queue()
    worker = mp.Process(target=consume, args=(todo,))
    worker.start()
    todo.put({"name": "double", "run": lambda n: 2 * n})
    worker.join()
