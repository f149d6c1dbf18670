"""The class stands at the top level of the module."""
from multiprocessing import Process


class Job:
    number = 0


def run(job):
    print("job", job.number)


def main():
    job = Job()
    job.number = 7
    p = Process(target=run, args=(job,))
    p.start()
    p.join()


if __name__ == "__main__":
    main()
