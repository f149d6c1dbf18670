"""The target is defined above the main guard."""
from multiprocessing import Process


def work(text):
    print("work", text)


if __name__ == "__main__":
    p = Process(target=work, args=("a",))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
