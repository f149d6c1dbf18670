"""A ProcessPoolExecutor without a main guard: every child would start children."""
from concurrent.futures import ProcessPoolExecutor


def square(n):
    return n * n


with ProcessPoolExecutor(max_workers=1) as executor:
    print(list(executor.map(square, [1, 2])))
