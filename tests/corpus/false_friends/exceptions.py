"""Exceptions that cross as they should: extra attributes with defaults, groups, causes, an error as a result."""
import builtins
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool
from types import SimpleNamespace


class CodeError(Exception):
    def __init__(self, message, code=0):
        super().__init__(message)
        self.code = code


class PairError(Exception):
    def __init__(self, left, right):
        super().__init__(left, right)
        self.left, self.right = left, right


def fail(kind):
    if kind == "code":
        raise CodeError("with a code", code=7)
    if kind == "pair":
        raise PairError("left", "right")
    if kind == "os":
        raise FileNotFoundError(2, "No such file or directory", "missing.txt")
    try:
        raise KeyError("inner")
    except KeyError as error:
        raise ValueError("outer") from error


def collect(words):
    errors = []
    for word in words:
        try:
            int(word)
        except ValueError as error:
            errors.append(error)
    group = getattr(builtins, "ExceptionGroup", None)  # from 3.11 on
    return group("bad words", errors) if group else SimpleNamespace(exceptions=errors)


if __name__ == "__main__":
    kinds = ["code", "pair", "os", "cause"]
    with Pool(2) as pool:
        for kind in kinds:
            try:
                pool.apply(fail, (kind,))
            except Exception as error:
                print("pool", type(error).__name__, error, getattr(error, "code", ""))
        print("errors", len(pool.apply(collect, (["1", "two", "three"],)).exceptions))
    with ProcessPoolExecutor(max_workers=1) as executor:
        for future in [executor.submit(fail, kind) for kind in kinds]:
            error = future.exception(timeout=10)
            print("executor", type(error).__name__, error, getattr(error, "code", ""))
