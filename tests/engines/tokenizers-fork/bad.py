"""Tokenizers' threads are not in the forked child."""

from multiprocessing import Process

from tokenizers import Tokenizer, models, pre_tokenizers


def count():
    tokenizer = Tokenizer(models.WordLevel({"a": 0, "b": 1, "[UNK]": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return len(tokenizer.encode_batch(["a b a"] * 1000))


if __name__ == "__main__":
    print(count())
    child = Process(target=count)
    child.start()
    child.join()
