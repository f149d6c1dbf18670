"""The target is a function of the module, its argument travels apart."""
import multiprocessing as mp


def greet(name):
    print("hello", name)


def main():
    job = mp.Process(target=greet, args=("Ada",))
    job.start()
    job.join()


if __name__ == "__main__":
    main()
