from multiprocessing import Process, Queue


def work(q):
    q.put(lambda: 42)


if __name__ == "__main__":
    q = Queue()
    process = Process(target=work, args=(q,))
    process.start()
    print(q.get())
    process.join()
