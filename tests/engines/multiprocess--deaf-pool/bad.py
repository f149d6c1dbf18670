import multiprocess


class Result:
    def __init__(self, number, text):
        self.number = number

    def __reduce__(self):
        return Result, (self.number,)


def work(number):
    return Result(number, "text")


if __name__ == "__main__":
    with multiprocess.get_context("spawn").Pool(1) as pool:
        print(pool.apply(work, (1,)).number)
