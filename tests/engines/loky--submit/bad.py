from loky import get_reusable_executor


def work(job):
    return sum(job["numbers"])


if __name__ == "__main__":
    executor = get_reusable_executor(max_workers=2)
    job = {"numbers": (number for number in range(3))}
    future = executor.submit(work, job)
    print(future.result())
