"""Each child reads every string of a long list that it has from its parent."""
import multiprocessing as mp


def count(words):
    assert sum(len(word) for word in words) == 60_000_000


if __name__ == "__main__":
    words = [str(number).zfill(60) for number in range(1_000_000)]
    children = [mp.Process(target=count, args=(words,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print([child.exitcode for child in children])
