"""Says when it is noon in Berlin in summer."""
from datetime import datetime, timedelta, timezone
from multiprocessing import Pool


def noon(hours):
    return datetime(2024, 5, 1, 12, tzinfo=timezone(timedelta(hours=hours))).isoformat()


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(noon, [2]))
