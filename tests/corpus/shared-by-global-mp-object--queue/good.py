"""The queue is passed to the children."""

from multiprocessing import Process, Queue


def work(results, number):
    results.put(number * number)


if __name__ == "__main__":
    results = Queue()
    children = [Process(target=work, args=(results, number)) for number in range(2)]
    for child in children:
        child.start()
    print(sorted(results.get() for _ in children))
    for child in children:
        child.join()
