"""A lambda as the initializer of a pool, to ignore Ctrl-C in the workers."""
import multiprocessing as mp
import signal


def double(n):
    return 2 * n


if __name__ == "__main__":
    with mp.Pool(2, initializer=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) as pool:
        print(pool.map(double, [1, 2, 3]))
