"""The workers are kept on the object whose method they run: the second start() sends the first one."""
from multiprocessing import Process


class Farm:
    def __init__(self):
        self.workers = []

    def work(self, n):
        print("worker", n)

    def start(self, count):
        for n in range(count):
            p = Process(target=self.work, args=(n,))
            p.start()
            p.join()
            self.workers.append(p)


if __name__ == "__main__":
    Farm().start(2)
