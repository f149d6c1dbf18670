"""The target is defined inside main(), so it cannot be found by its name."""
from multiprocessing import Process


def main():
    title = "report"

    def render():
        print("rendering", title)

    p = Process(target=render)
    p.start()
    p.join()


if __name__ == "__main__":
    main()
