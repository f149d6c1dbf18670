"""The same formula as a def, which pickle finds by its name."""
import multiprocessing as mp


def celsius(f):
    return round((f - 32) / 1.8, 1)


if __name__ == "__main__":
    with mp.Pool(2) as pool:
        for degrees in pool.imap(celsius, [32, 50, 212]):
            print(degrees)
