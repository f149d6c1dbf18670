"""The event is passed to the child."""

from multiprocessing import Event, Process


def work(done):
    done.set()


if __name__ == "__main__":
    done = Event()
    child = Process(target=work, args=(done,))
    child.start()
    child.join()
    print("told" if done.is_set() else "nothing heard")
