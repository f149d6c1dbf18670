"""A worker is killed, as the system does when memory runs out."""
import os
import signal
from concurrent.futures import ProcessPoolExecutor


def work(number):
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as executor:
        print(list(executor.map(work, [1, 2])))
