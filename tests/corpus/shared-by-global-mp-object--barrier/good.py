"""The barrier is passed to the children."""

from multiprocessing import Barrier, Process


def work(meeting):
    meeting.wait()


if __name__ == "__main__":
    meeting = Barrier(2)
    children = [Process(target=work, args=(meeting,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print("met")
