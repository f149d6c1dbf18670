"""What the workers call imports the script by its name: its Job is another class than that of their tasks."""

from multiprocessing import Pool


class Job:
    done = False


def work(job):
    from bad import Job

    return "a job" if isinstance(job, Job) else "something else"


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(work, [Job(), Job()]))
