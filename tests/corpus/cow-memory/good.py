"""All of it is one object: what is read in it is not counted."""
import multiprocessing as mp


def count(words):
    assert sum(words[place] == 48 for place in range(0, len(words), 60)) == 1_000_000


if __name__ == "__main__":
    words = b"".join(str(number).zfill(60).encode() for number in range(1_000_000))
    children = [mp.Process(target=count, args=(words,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print([child.exitcode for child in children])
