from joblib import Parallel, delayed


def work(number):
    if number > 2:
        raise ValueError(number)
    return {"number": number}


if __name__ == "__main__":
    print(len(Parallel(n_jobs=2)(delayed(work)(number) for number in range(3))))
    try:
        Parallel(n_jobs=2)(delayed(work)(number) for number in range(4))
    except ValueError as error:
        print(error)
