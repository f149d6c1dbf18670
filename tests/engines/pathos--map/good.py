from pathos.pools import ProcessPool


def main():
    offset = 3
    pool = ProcessPool(2)
    print(pool.map(lambda number: number + offset, [1, 2]))
    pool.close()
    pool.join()


if __name__ == "__main__":
    main()
