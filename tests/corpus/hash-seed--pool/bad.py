"""Results are known by a hash, and the parent looks for its own."""

from multiprocessing import Pool


def known_by(word, kind):
    return hash((word, kind))


def measure(word):
    return known_by(word, "fruit"), len(word)


if __name__ == "__main__":
    with Pool(2) as pool:
        lengths = dict(pool.map(measure, ["apple", "pear", "plum"]))
    print(lengths.get(known_by("apple", "fruit")))
