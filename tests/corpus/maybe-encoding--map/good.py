"""The mapped function returns a list."""
from multiprocessing import Pool


def tokens(line):
    return [word.lower() for word in line.split()]


if __name__ == "__main__":
    with Pool(2) as pool:
        for words in pool.map(tokens, ["A b", "C"]):
            print(list(words))
