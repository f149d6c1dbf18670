import os

from torch.utils.data import DataLoader, Dataset


class Numbers(Dataset):
    def __init__(self, path):
        self.path = path

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return index + len(os.sep)


if __name__ == "__main__":
    numbers = Numbers(__file__)
    for batch in DataLoader(numbers, batch_size=2, num_workers=1):
        print(batch)
    for batch in DataLoader(numbers, batch_size=2, num_workers=2, persistent_workers=True):
        print(batch)
