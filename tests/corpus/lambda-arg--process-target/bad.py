"""The target of the process is itself a lambda."""
import multiprocessing as mp


def greet(name):
    print("hello", name)


def main():
    job = mp.Process(target=lambda: greet("Ada"))
    job.start()
    job.join()


if __name__ == "__main__":
    main()
