"""The event is made in run(), in the child, where it is used."""
import multiprocessing as mp
import threading


class Worker(mp.Process):
    def __init__(self, rounds):
        super().__init__()
        self.rounds = rounds

    def run(self):
        self.stop = threading.Event()
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
