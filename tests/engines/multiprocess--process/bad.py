import multiprocess


def work(settings):
    print(settings["size"])


if __name__ == "__main__":
    settings = {"size": 3, "log": (line for line in ())}
    process = multiprocess.Process(target=work, args=(settings,))
    process.start()
    process.join()
