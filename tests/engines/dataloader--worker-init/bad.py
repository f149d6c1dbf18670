from torch.utils.data import DataLoader

if __name__ == "__main__":
    seed = 3
    loader = DataLoader(range(4), num_workers=1, worker_init_fn=lambda number: print(seed + number, flush=True))
    for batch in loader:
        print(batch, flush=True)
