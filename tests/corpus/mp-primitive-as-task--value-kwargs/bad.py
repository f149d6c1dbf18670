"""A shared Value among the keyword arguments of a task."""
import multiprocessing as mp


def count(words, counter):
    with counter.get_lock():
        counter.value += len(words)
    return counter.value


if __name__ == "__main__":
    counter = mp.Value("i", 0)
    with mp.Pool(1) as pool:
        task = pool.apply_async(count, (["a", "b"],), {"counter": counter})
        print(task.get(timeout=10))
