"""multiprocessing.Queue is for processes; None ends it."""
from multiprocessing import Process, Queue


def drain(jobs):
    for job in iter(jobs.get, None):
        print("job", job)


if __name__ == "__main__":
    jobs = Queue()
    p = Process(target=drain, args=(jobs,))
    p.start()
    jobs.put("index")
    jobs.put(None)
    p.join()
