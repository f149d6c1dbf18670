"""zlib.compress needs no object."""
import zlib
from multiprocessing import Pool

if __name__ == "__main__":
    with Pool(2) as pool:
        print([zlib.decompress(data) for data in pool.map(zlib.compress, [b"a" * 50, b"b" * 50])])
