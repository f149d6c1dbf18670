"""functools.partial crosses well, but not the lambda that it holds."""
from concurrent.futures import ProcessPoolExecutor
from functools import partial


def select(row, keep):
    return [value for value in row if keep(value)]


if __name__ == "__main__":
    rows = [[3, -1, 2], [-5, 8]]
    with ProcessPoolExecutor(max_workers=1) as executor:
        kept = executor.map(partial(select, keep=lambda n: n > 0), rows)
        print(list(kept))
