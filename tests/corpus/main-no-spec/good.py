"""As under a debugger that puts a module of its own in the main one's place: but it says so."""
from multiprocessing import Process

del __spec__
__spec__ = None


def work(text):
    print("work", text)


if __name__ == "__main__":
    p = Process(target=work, args=("a",))
    p.start()
    p.join()
