from loky import get_reusable_executor


def work(job):
    return job


if __name__ == "__main__":
    executor = get_reusable_executor(max_workers=2)
    jobs = [1, 2, 3, {"file": open(__file__, "rb")}, 5]
    print(list(executor.map(work, jobs, chunksize=2)))
