"""Processes forked beside threads of multiprocessing's own: feeders, a pool's, an executor's."""

import queue
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import Manager, Pool, Process, Queue

lock = threading.Lock()
rlock = threading.RLock()


def work(tasks, results):
    with lock, rlock:
        results.put(tasks.get() * 2)


def double(value):
    return value * 2


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as threads:
        print(list(threads.map(double, [1])))
    tasks, results = Queue(), Queue()
    tasks.put(21)
    child = Process(target=work, args=(tasks, results))
    child.start()
    print(results.get())
    child.join()
    with Pool(1, maxtasksperchild=1) as pool, ProcessPoolExecutor(1) as executor, Manager() as manager:
        names = manager.list([1])
        print(pool.map(double, [1, 2, 3], chunksize=1), executor.submit(double, 4).result(), len(names))
        with rlock:
            last = Process(target=double, args=(5,))
            last.start()
            last.join()
