"""A set of listeners that all have names."""
from multiprocessing import Process


def hear(text):
    print("heard:", text)


LISTENERS = {print, hear}


def notify(listeners, text):
    print(len(listeners), "listeners for", text)


if __name__ == "__main__":
    p = Process(target=notify, args=(LISTENERS, "start"))
    p.start()
    p.join()
