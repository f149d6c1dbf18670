"""A lambda among the arguments of apply_async; the error waits in get()."""
from multiprocessing import Pool


def convert(rows, clean):
    return [clean(row) for row in rows]


if __name__ == "__main__":
    with Pool(2) as pool:
        pending = pool.apply_async(convert, (["  a", "b "], lambda s: s.strip()))
        print(pending.get(timeout=10))
