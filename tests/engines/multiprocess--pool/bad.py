import multiprocess


class Job:
    def __init__(self, numbers):
        self.numbers = (number for number in numbers)


def work(job):
    return sum(job.numbers)


if __name__ == "__main__":
    with multiprocess.Pool(2) as pool:
        print(pool.map(work, [Job([1])]))
