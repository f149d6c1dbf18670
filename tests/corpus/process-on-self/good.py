"""The workers are kept in a local variable."""
from multiprocessing import Process


class Farm:
    def work(self, n):
        print("worker", n)

    def start(self, count):
        workers = []
        for n in range(count):
            p = Process(target=self.work, args=(n,))
            p.start()
            p.join()
            workers.append(p)


if __name__ == "__main__":
    Farm().start(2)
