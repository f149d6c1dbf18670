"""The barrier is made at the top level: each child waits for another at one of its own."""

from multiprocessing import Barrier, Process

meeting = Barrier(2)


def work():
    meeting.wait()


if __name__ == "__main__":
    children = [Process(target=work) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("met")
