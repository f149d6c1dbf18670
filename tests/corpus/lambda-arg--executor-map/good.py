"""The partial holds a function of the module."""
from concurrent.futures import ProcessPoolExecutor
from functools import partial


def positive(n):
    return n > 0


def select(row, keep):
    return [value for value in row if keep(value)]


if __name__ == "__main__":
    rows = [[3, -1, 2], [-5, 8]]
    with ProcessPoolExecutor(max_workers=1) as executor:
        kept = executor.map(partial(select, keep=positive), rows)
        print(list(kept))
