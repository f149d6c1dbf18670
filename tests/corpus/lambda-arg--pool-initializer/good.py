"""signal.signal itself is the initializer, with its arguments in initargs."""
import multiprocessing as mp
import signal


def double(n):
    return 2 * n


if __name__ == "__main__":
    with mp.Pool(2, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        print(pool.map(double, [1, 2, 3]))
