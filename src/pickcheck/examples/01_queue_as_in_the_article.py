"""Two processes and a queue, as the article has it: os.getgid() where a process id is meant.

On Windows there is no os.getgid: both children stop with an AttributeError, and not because of pickling.
"""

import os
import random
import time
from multiprocessing import Process, Queue


def write(q):
    print(f"Process to write: {os.getgid()}")
    for value in ["A", "B", "C"]:
        print(f"Put {value} to queue...")
        q.put(value)
        time.sleep(random.random())


def read(q):
    print(f"Process to read: {os.getgid()}")
    while True:
        value = q.get(True)
        print(f"Get {value} from queue.")


if __name__ == "__main__":
    q = Queue()
    writer = Process(target=write, args=(q,))
    reader = Process(target=read, args=(q,))
    writer.start()
    reader.start()
    writer.join()
    reader.terminate()
