"""A worker that takes too long is stopped by an alarm."""
import signal
from multiprocessing import Process


def late(number, frame):
    raise TimeoutError


def work():
    signal.signal(signal.SIGALRM, late)
    signal.alarm(5)
    print("in time")
    signal.alarm(0)


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
