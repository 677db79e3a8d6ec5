"""Fine-tunes the wind turbine classifier on one shard of the training set."""

import argparse
import json
import logging
import os
import time
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader

from dataset import TurbineImages, collate

PROGRESS_STEPS = 50

log = logging.getLogger("train")


def parse_args() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shard", type=int, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--weights", default="weights.pt")
    parser.add_argument("--data", default=os.environ.get("AZ_BATCH_NODE_SHARED_DIR", "."))
    return parser.parse_args()


def build_model(classes: int) -> nn.Module:
    backbone = torch.hub.load("pytorch/vision", "resnet50", weights=None)
    backbone.fc = nn.Linear(backbone.fc.in_features, classes)
    return backbone


def load_pretrained(path: str, classes: int) -> nn.Module:
    """Loads the weights of the last release; only the head is trained from scratch."""
    model = build_model(classes)

    # The weights come as a resource file; they are not part of the image.
    state = torch.load(path, map_location="cpu")
    model.load_state_dict(state["model"], strict=False)
    log.info("loaded %s (%d tensors)", path, len(state["model"]))
    return model


def train_epoch(model: nn.Module, loader: DataLoader, optimizer, epoch: int) -> float:
    criterion = nn.CrossEntropyLoss()
    total = 0.0
    for step, (images, labels) in enumerate(loader):
        images, labels = images.cuda(non_blocking=True), labels.cuda(non_blocking=True)
        logits = model(images)
        loss = criterion(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
        if step % PROGRESS_STEPS == 0:
            log.info("epoch %d step %4d/%d loss %.4f", epoch, step, len(loader), loss.item())
    return total / max(1, len(loader))


def save_metrics(metrics: dict, path: Path) -> None:
    path.write_text(json.dumps(metrics, indent=2))


def main() -> None:
    args = parse_args()
    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)08d %(levelname)s %(name)s: %(message)s")
    log.info("shard %d, %d epochs, batch size %d", args.shard, args.epochs, args.batch_size)

    images = TurbineImages(Path(args.data), args.shard)
    loader = DataLoader(images, args.batch_size, shuffle=True, num_workers=4, collate_fn=collate)

    model = load_pretrained(args.weights, classes=len(images.classes)).cuda()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)

    started = time.monotonic()
    losses = [train_epoch(model, loader, optimizer, epoch) for epoch in range(args.epochs)]
    save_metrics({"loss": losses, "seconds": time.monotonic() - started}, Path("metrics.json"))
    torch.save({"model": model.state_dict()}, f"shard-{args.shard:02d}.pt")


if __name__ == "__main__":
    main()
