"""The class of the very module that runs."""

from multiprocessing import Process


class Job:
    done = False


def work(job):
    print("a job" if isinstance(job, Job) else "something else")


if __name__ == "__main__":
    child = Process(target=work, args=(Job(),))
    child.start()
    child.join()
