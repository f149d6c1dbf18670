"""Match objects in the rows for starmap_async: they belong to the text they were found in."""
import re
from multiprocessing import Pool


def label(line, match):
    return match.group(1) if match else line


if __name__ == "__main__":
    rows = [(line, re.search(r"#(\d+)", line)) for line in ["no issue", "see #42"]]
    with Pool(2) as pool:
        print(pool.starmap_async(label, rows).get(timeout=10))
