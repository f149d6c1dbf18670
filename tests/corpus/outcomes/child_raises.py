"""A child raises ValueError; the parent does not look at its exit code and exits 0."""
from multiprocessing import Process


def work(text):
    print("work", int(text))


if __name__ == "__main__":
    p = Process(target=work, args=("many",))
    p.start()
    p.join()
    print("all done")
