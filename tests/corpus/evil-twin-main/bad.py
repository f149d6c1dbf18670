"""The child imports the script by its name: its Job is another class than that of what it was given."""

from multiprocessing import Process


class Job:
    done = False


def work(job):
    from bad import Job

    print("a job" if isinstance(job, Job) else "something else")


if __name__ == "__main__":
    child = Process(target=work, args=(Job(),))
    child.start()
    child.join()
