"""As in a console or a notebook: the main module has no file that a child could import."""
from multiprocessing import Process

del __file__


def work(text):
    print("work", text)


if __name__ == "__main__":
    p = Process(target=work, args=("a",))
    p.start()
    p.join()
    raise SystemExit(p.exitcode)
