"""Each task returns a closure."""
from concurrent.futures import ProcessPoolExecutor


def multiplier(n):
    def multiply(m):
        return n * m

    return multiply


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=1) as executor:
        functions = executor.map(multiplier, [2])
        print([function(10) for function in functions])
