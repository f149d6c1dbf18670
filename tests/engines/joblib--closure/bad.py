import threading

from joblib import Parallel, delayed


def main():
    lock = threading.Lock()

    def work(number):
        with lock:
            return number

    print(Parallel(n_jobs=2)(delayed(work)(number) for number in range(4)))


if __name__ == "__main__":
    main()
