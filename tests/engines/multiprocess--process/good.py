import multiprocess


def main():
    queue = multiprocess.Queue()
    lock = multiprocess.Lock()

    def work(number):  # dill sends it by value
        with lock:
            queue.put({"double": 2 * number})

    process = multiprocess.Process(target=work, args=(3,))
    process.start()
    print(queue.get())
    process.join()


if __name__ == "__main__":
    main()
