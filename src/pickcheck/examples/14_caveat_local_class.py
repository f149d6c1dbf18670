"""The caveat, a class inside a function: its instances cannot be sent."""

from multiprocessing import Process


def make_job(name):
    class Job:
        def __init__(self):
            self.name = name

    return Job()


def work(jobs):
    print([job.name for job in jobs])


if __name__ == "__main__":
    process = Process(target=work, args=([make_job("a"), make_job("b")],))
    process.start()
    process.join()
