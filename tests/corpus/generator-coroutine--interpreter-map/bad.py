from concurrent.futures import InterpreterPoolExecutor


def work(numbers):
    return sum(numbers)


if __name__ == "__main__":
    jobs = [[1], [2], (number for number in range(3))]
    with InterpreterPoolExecutor(max_workers=2) as pool:
        print(list(pool.map(work, jobs)))
