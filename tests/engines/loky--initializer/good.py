from multiprocessing import Manager

from loky import ProcessPoolExecutor


def init(lock):
    global shared
    shared = lock


if __name__ == "__main__":
    with Manager() as manager, ProcessPoolExecutor(1, initializer=init, initargs=(manager.Lock(),)) as executor:
        print(executor.submit(abs, -2).result())
