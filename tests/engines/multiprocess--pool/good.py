import multiprocess


def main():
    offset = 3
    with multiprocess.Pool(2) as pool:
        print(pool.map(lambda number: number + offset, [1, 2]))  # dill sends functions by value
        print(pool.apply(lambda number: number * offset, (1,)))
        print(list(pool.imap(sum, [[1], [2]])))


if __name__ == "__main__":
    main()
