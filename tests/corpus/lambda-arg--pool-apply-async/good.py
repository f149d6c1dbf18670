"""str.strip does what the lambda did, and has a name."""
from multiprocessing import Pool


def convert(rows, clean):
    return [clean(row) for row in rows]


if __name__ == "__main__":
    with Pool(2) as pool:
        pending = pool.apply_async(convert, (["  a", "b "], str.strip))
        print(pending.get(timeout=10))
