from functools import partial

from torch.utils.data import DataLoader


def init(seed, number):
    print(seed + number, flush=True)


if __name__ == "__main__":
    loader = DataLoader(range(4), num_workers=1, worker_init_fn=partial(init, 3))
    for batch in loader:
        print(batch, flush=True)
