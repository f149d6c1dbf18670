"""The parent looks at the exit code, and mends the input."""
from multiprocessing import Process


def work(text):
    print("work", int(text))


if __name__ == "__main__":
    p = Process(target=work, args=("5",))
    p.start()
    p.join()
    print("all done" if p.exitcode == 0 else "failed")
