from multiprocessing import Process, Queue


def writer(q):
    for value in ["first", "second", "third"]:
        q.put(value)


def reader(q):
    for _ in range(3):
        print(f"got {q.get()}")


if __name__ == "__main__":
    q = Queue()
    processes = [Process(target=writer, args=(q,)), Process(target=reader, args=(q,))]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
