"""Tasks are of a class that is defined under the main guard: each worker dies while it loads one."""
from multiprocessing import Pool


def run(task):
    return task.number * 2


if __name__ == "__main__":
    class Task:
        def __init__(self, number):
            self.number = number

    with Pool(1) as pool:
        print(pool.map(run, [Task(1), Task(2)]))
