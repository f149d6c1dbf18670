import multiprocess


class Report:
    def __init__(self, text):
        self.text = text

    def __reduce__(self):
        raise TypeError("a report stays here")


def work(queue):
    queue.put(Report("done").text)


if __name__ == "__main__":
    queue = multiprocess.Queue()
    process = multiprocess.Process(target=work, args=(queue,))
    process.start()
    print(queue.get())
    process.join()
