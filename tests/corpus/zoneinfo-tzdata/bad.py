"""Says when it is noon in Berlin."""
from datetime import datetime
from multiprocessing import Pool
from zoneinfo import ZoneInfo


def noon(zone):
    return datetime(2024, 5, 1, 12, tzinfo=ZoneInfo(zone)).isoformat()


if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.map(noon, ["Europe/Berlin"]))
