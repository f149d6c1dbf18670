"""The class of the tasks is defined above the main guard."""
from multiprocessing import Pool


class Task:
    def __init__(self, number):
        self.number = number


def run(task):
    return task.number * 2


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(run, [Task(1), Task(2)]))
