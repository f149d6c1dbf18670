from threading import Lock

from loky import ProcessPoolExecutor


def init(lock):
    global shared
    shared = lock


if __name__ == "__main__":
    with ProcessPoolExecutor(1, initializer=init, initargs=(Lock(),)) as executor:
        print(executor.submit(abs, -2).result())
