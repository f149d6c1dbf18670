"""The step is a function of the module."""
import multiprocessing as mp
import queue


def step():
    return 42


def worker(tasks, steps):
    for _ in range(steps):
        try:
            print("step gives", tasks.get(timeout=10)())
        except queue.Empty:
            print("step missing")
        else:
            tasks.task_done()


def main():
    tasks = mp.JoinableQueue()
    p = mp.Process(target=worker, args=(tasks, 1))
    p.start()
    tasks.put(step)
    tasks.join()
    p.join()


if __name__ == "__main__":
    main()
