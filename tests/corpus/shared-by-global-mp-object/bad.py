"""The event is made at the top level: the child sets one of its own, and the parent's is never set."""

from multiprocessing import Event, Process

done = Event()


def work():
    done.set()


if __name__ == "__main__":
    child = Process(target=work)
    child.start()
    child.join()
    print("told" if done.is_set() else "nothing heard")
