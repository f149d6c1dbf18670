"""An executor's tasks are submitted wherever the script is imported, also by its own workers."""
from concurrent.futures import ProcessPoolExecutor


def work(number):
    return number * 2


executor = ProcessPoolExecutor(1)
print(list(executor.map(work, [1, 2])))
