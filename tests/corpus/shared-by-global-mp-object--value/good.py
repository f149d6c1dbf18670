"""The parent's counter is passed to the children."""

from multiprocessing import Process, Value


def work(counter):
    counter.value += 1


if __name__ == "__main__":
    counter = Value("i", 0)
    for _ in range(2):
        child = Process(target=work, args=(counter,))
        child.start()
        child.join()
    print(counter.value)
