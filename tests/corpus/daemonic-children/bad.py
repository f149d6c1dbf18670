"""A pool's worker starts a process: workers are daemonic."""
import multiprocessing as mp


def part(number):
    print("part", number)


def whole(number):
    p = mp.Process(target=part, args=(number,))
    p.start()
    p.join()
    return number


if __name__ == "__main__":
    with mp.Pool(1) as pool:
        print(pool.apply(whole, (1,)))
