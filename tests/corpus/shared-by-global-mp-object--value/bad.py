"""The counter is made at the top level: each child counts in one of its own."""

from multiprocessing import Process, Value

counter = Value("i", 0)


def work():
    counter.value += 1


if __name__ == "__main__":
    for _ in range(2):
        child = Process(target=work)
        child.start()
        child.join()
    print(counter.value)
