from joblib import Parallel, delayed


def main():
    offset = 3

    def work(number):
        return number + offset

    print(Parallel(n_jobs=2)(delayed(work)(number) for number in range(4)))


if __name__ == "__main__":
    main()
