"""An instance of a class that is defined inside main()."""
from multiprocessing import Process


def run(job):
    print("job", job.number)


def main():
    class Job:
        number = 0

    job = Job()
    job.number = 7
    p = Process(target=run, args=(job,))
    p.start()
    p.join()


if __name__ == "__main__":
    main()
