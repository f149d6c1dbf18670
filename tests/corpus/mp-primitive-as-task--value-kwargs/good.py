"""The shared Value is handed to the workers when they start."""
import multiprocessing as mp


def setup(value):
    global counter
    counter = value


def count(words):
    with counter.get_lock():
        counter.value += len(words)
    return counter.value


if __name__ == "__main__":
    with mp.Pool(1, initializer=setup, initargs=(mp.Value("i", 0),)) as pool:
        task = pool.apply_async(count, (["a", "b"],))
        print(task.get(timeout=10))
