import threading

from joblib import Parallel, delayed


def work(number):
    return {"number": number, "lock": threading.Lock()}


if __name__ == "__main__":
    print(len(Parallel(n_jobs=2)(delayed(work)(number) for number in range(4))))
