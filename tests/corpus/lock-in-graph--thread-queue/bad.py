"""queue.Queue is for threads; a process cannot be given one."""
import queue
from multiprocessing import Process


def drain(jobs):
    while not jobs.empty():
        print("job", jobs.get())


if __name__ == "__main__":
    jobs = queue.Queue()
    jobs.put("index")
    p = Process(target=drain, args=(jobs,))
    p.start()
    p.join()
