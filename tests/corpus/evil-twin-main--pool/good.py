"""The script is loaded once."""

from multiprocessing import Pool


class Job:
    done = False


def work(job):
    return "a job" if isinstance(job, Job) else "something else"


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(work, [Job(), Job()]))
