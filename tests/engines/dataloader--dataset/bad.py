from torch.utils.data import DataLoader, Dataset


class Numbers(Dataset):
    def __init__(self, path):
        self.log = open(path)

    def __len__(self):
        return 4

    def __getitem__(self, index):
        return index


if __name__ == "__main__":
    numbers = Numbers(__file__)
    for batch in DataLoader(numbers, batch_size=2, num_workers=1):
        print(batch)
