from pathos.pools import ProcessPool


def work(number, job):
    return number + len(job)


if __name__ == "__main__":
    pool = ProcessPool(2)
    jobs = [{"numbers": [1]}, {"numbers": (number for number in range(3))}]
    print(pool.map(work, [1, 2], jobs))
