"""Each task returns a partial of a named function."""
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from operator import mul


def multiplier(n):
    return partial(mul, n)


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as executor:
        functions = executor.map(multiplier, [2, 3])
        print([function(10) for function in functions])
