import threading
from concurrent.futures import InterpreterPoolExecutor


def count(words):
    return {"words": len(words), "lock": threading.Lock()}


if __name__ == "__main__":
    with InterpreterPoolExecutor(max_workers=2) as pool:
        result = pool.submit(count, ["a", "b"]).result()
        print(result["words"])
