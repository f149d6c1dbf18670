"""A set of listeners, one of them a lambda."""
from multiprocessing import Process

LISTENERS = {print, lambda text: print("heard:", text)}


def notify(listeners, text):
    print(len(listeners), "listeners for", text)


if __name__ == "__main__":
    p = Process(target=notify, args=(LISTENERS, "start"))
    p.start()
    p.join()
