from torch.utils.data import DataLoader


def collate(batch):
    return {"numbers": [number for number in batch]}


if __name__ == "__main__":
    for batch in DataLoader(range(4), batch_size=2, num_workers=1, collate_fn=collate):
        print(sum(batch["numbers"]))
