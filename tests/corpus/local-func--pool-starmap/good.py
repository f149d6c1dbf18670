"""A function of the module, with the rate in every row."""
import multiprocessing as mp


def total(price, count, rate):
    return price * count * rate


def totals(orders, rate):
    with mp.Pool(2) as pool:
        return pool.starmap(total, [(price, count, rate) for price, count in orders])


if __name__ == "__main__":
    print(totals([(10, 2), (5, 7)], rate=2))
