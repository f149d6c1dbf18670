"""The mapped function is a generator function: its result is a generator."""
from multiprocessing import Pool


def tokens(line):
    for word in line.split():
        yield word.lower()


if __name__ == "__main__":
    with Pool(2) as pool:
        for words in pool.map(tokens, ["A b c"]):
            print(list(words))
