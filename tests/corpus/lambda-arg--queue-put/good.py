"""The task names a function of the module."""
import multiprocessing as mp
import queue


def double(n):
    return 2 * n


def consume(todo):
    try:
        task = todo.get(timeout=10)
    except queue.Empty:
        print("nothing to do")
    else:
        print(task["name"], task["run"](20))


if __name__ == "__main__":
    todo = mp.Queue()
    worker = mp.Process(target=consume, args=(todo,))
    worker.start()
    todo.put({"name": "double", "run": double})
    worker.join()
