"""Workers write dates without leading zeros."""
import datetime
from multiprocessing import Pool


def written(day):
    return day.strftime("%-d.%-m.%Y")


if __name__ == "__main__":
    days = [datetime.date(2026, 1, 2), datetime.date(2026, 3, 4)]
    with Pool(2) as pool:
        print(pool.map(written, days))
