"""A Process subclass that keeps a threading.Event: the event holds a lock."""
import multiprocessing as mp
import threading


class Worker(mp.Process):
    def __init__(self, rounds):
        super().__init__()
        self.rounds = rounds
        self.stop = threading.Event()

    def run(self):
        done = 0
        while not self.stop.is_set():
            done += 1
            if done == self.rounds:
                self.stop.set()
        print("rounds", done)


if __name__ == "__main__":
    worker = Worker(3)
    worker.start()
    worker.join()
