"""Mended: the class stands at the top level of the module."""

from multiprocessing import Process


class Job:
    def __init__(self, name):
        self.name = name


def work(jobs):
    print([job.name for job in jobs])


if __name__ == "__main__":
    process = Process(target=work, args=([Job("a"), Job("b")],))
    process.start()
    process.join()
