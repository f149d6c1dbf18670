from loky import ProcessPoolExecutor, get_reusable_executor


def work(job):
    return sum(job["numbers"])


if __name__ == "__main__":
    executor = get_reusable_executor(max_workers=2)
    job = {"numbers": [number for number in range(3)]}
    print(executor.submit(work, job).result())
    factor = 3
    print(list(executor.map(lambda number: number * factor, range(3))))
    with ProcessPoolExecutor(2) as other:
        print(other.submit(work, job).result())
