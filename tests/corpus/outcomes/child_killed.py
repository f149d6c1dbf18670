"""A child is killed by SIGKILL (by itself here); the parent exits 0."""
import os
import signal
from multiprocessing import Process


def work():
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    p = Process(target=work)
    p.start()
    p.join()
    print("all done")
