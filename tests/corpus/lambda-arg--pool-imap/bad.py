"""A lambda with a name at the top level is still called <lambda>."""
import multiprocessing as mp

celsius = lambda f: round((f - 32) / 1.8, 1)

if __name__ == "__main__":
    with mp.Pool(2) as pool:
        for degrees in pool.imap(celsius, [32, 50, 212]):
            print(degrees)
