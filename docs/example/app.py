from multiprocessing import Process, Queue


class Config:
    def __init__(self):
        self.hooks = {"before": [print], "after": [len, lambda n: n + 1]}


def work(config, queue):
    queue.put(config.hooks["after"][1](41))


if __name__ == "__main__":
    queue = Queue()
    process = Process(target=work, args=(Config(), queue))
    process.start()
    print(queue.get())
    process.join()
