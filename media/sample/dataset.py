"""Reads the labelled images of one shard."""

import csv
from pathlib import Path

import torch
from PIL import Image
from torchvision.transforms.functional import to_tensor


class TurbineImages(torch.utils.data.Dataset):
    def __init__(self, root: Path, shard: int) -> None:
        self.root = root
        with open(root / f"labels-{shard:02d}.csv", newline="") as labels:
            self.rows = list(csv.DictReader(labels))
        self.classes = sorted({row["label"] for row in self.rows})

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int):
        row = self.rows[index]
        image = Image.open(self.root / row["file"]).convert("RGB")
        width = int(row["width"])
        return to_tensor(image.resize((width, width))), self.classes.index(row["label"])


def collate(samples):
    images, labels = zip(*samples)
    return torch.stack(images), torch.tensor(labels)
