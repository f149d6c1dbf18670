"""A method of a zlib compressor as the function of Pool.map."""
import zlib
from multiprocessing import Pool

if __name__ == "__main__":
    squeeze = zlib.compressobj(9)
    with Pool(2) as pool:
        print([zlib.decompress(data) for data in pool.map(squeeze.compress, [b"a" * 50, b"b" * 50])])
