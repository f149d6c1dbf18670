from concurrent.futures import InterpreterPoolExecutor


def count(words):
    return {"words": len(words)}


def fail():
    raise ValueError("of its own")


if __name__ == "__main__":
    with InterpreterPoolExecutor(max_workers=2) as pool:
        result = pool.submit(count, ["a", "b"]).result()
        print(result["words"], list(pool.map(count, ["ab", "c"])))
        print(pool.submit(lambda: 4).result())  # a function without state is shared
        try:
            pool.submit(fail).result()
        except ValueError as error:
            print(error)
