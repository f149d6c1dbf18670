"""A nested function for Pool.starmap, because it was handy to capture the rate."""
import multiprocessing as mp


def totals(orders, rate):
    def total(price, count):
        return price * count * rate

    with mp.Pool(2) as pool:
        return pool.starmap(total, orders)


if __name__ == "__main__":
    print(totals([(10, 2), (5, 7)], rate=2))
