"""A child that is not forked has threads of its own."""

from multiprocessing import get_context

from tokenizers import Tokenizer, models, pre_tokenizers


def count():
    tokenizer = Tokenizer(models.WordLevel({"a": 0, "b": 1, "[UNK]": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return len(tokenizer.encode_batch(["a b a"] * 1000))


if __name__ == "__main__":
    print(count())
    child = get_context("spawn").Process(target=count)
    child.start()
    child.join()
