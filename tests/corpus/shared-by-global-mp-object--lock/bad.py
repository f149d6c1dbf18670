"""Two children hold a lock by the same name at the same time."""

from multiprocessing import Barrier, Lock, Process

lock = Lock()


def work(both):
    with lock:
        try:
            both.wait(1)
            print("both inside")
        except Exception:
            print("alone")


if __name__ == "__main__":
    both = Barrier(2)
    children = [Process(target=work, args=(both,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
