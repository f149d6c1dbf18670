"""A pool is made wherever the script is imported, also by its own workers: they die one after another, without end."""
from multiprocessing import Pool


def work(number):
    return number * 2


pool = Pool(2)
print(pool.map(work, [1, 2]))
