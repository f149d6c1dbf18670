"""The groups are taken out of the matches first."""
import re
from multiprocessing import Pool


def label(line, groups):
    return groups[0] if groups else line


if __name__ == "__main__":
    found = [(line, re.search(r"#(\d+)", line)) for line in ["no issue", "see #42"]]
    rows = [(line, match.groups() if match else ()) for line, match in found]
    with Pool(2) as pool:
        print(pool.starmap_async(label, rows).get(timeout=10))
