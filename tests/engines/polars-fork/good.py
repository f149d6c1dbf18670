"""A child that is not forked has threads of its own."""

from multiprocessing import get_context

import polars


def total(frame):
    return frame.group_by("key").agg(polars.col("value").sum()).height


if __name__ == "__main__":
    frame = polars.DataFrame({"key": [n % 7 for n in range(200_000)], "value": range(200_000)})
    print(total(frame))
    child = get_context("spawn").Process(target=total, args=(frame,))
    child.start()
    child.join()
