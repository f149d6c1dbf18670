"""The queue is made at the top level: each child puts into one of its own, and the parent waits at another."""

from multiprocessing import Process, Queue

results = Queue()


def work(number):
    results.put(number * number)


if __name__ == "__main__":
    children = [Process(target=work, args=(number,)) for number in range(2)]
    for child in children:
        child.start()
    print(sorted(results.get() for _ in children))
    for child in children:
        child.join()
