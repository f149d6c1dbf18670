import os

from torch.utils.data import DataLoader, Dataset


class Images(Dataset):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        if index == 2:
            os._exit(7)
        return index


if __name__ == "__main__":
    for batch in DataLoader(Images(), batch_size=1, num_workers=1, collate_fn=list):
        print(batch)
