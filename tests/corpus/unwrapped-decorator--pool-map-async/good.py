"""The retry decorator keeps the function's name with functools.wraps."""
import functools
import multiprocessing as mp


def retry(times):
    def decorate(func):
        @functools.wraps(func)
        def attempt(arg):
            for _ in range(times):
                result = func(arg)
            return result

        return attempt

    return decorate


@retry(2)
def length(word):
    return len(word)


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        print(pool.map_async(length, ["one", "three"]).get(timeout=10))
