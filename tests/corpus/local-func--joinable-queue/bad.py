"""A closure put on a JoinableQueue never arrives; only the feeder thread's traceback tells."""
import multiprocessing as mp
import queue


def worker(tasks, steps):
    for _ in range(steps):
        try:
            print("step gives", tasks.get(timeout=1)())
        except queue.Empty:
            print("step missing")
        else:
            tasks.task_done()


def main():
    def step():
        return 42

    tasks = mp.JoinableQueue()
    p = mp.Process(target=worker, args=(tasks, 1))
    p.start()
    tasks.put(step)
    p.join()


if __name__ == "__main__":
    main()
