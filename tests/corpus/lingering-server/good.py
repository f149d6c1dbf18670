"""It waits for the processes that it has started."""

from multiprocessing import Process


def work(number):
    assert number * number >= 0


if __name__ == "__main__":
    children = [Process(target=work, args=(number,)) for number in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("all done")
