"""Loads one day of measurements into the warehouse."""

import argparse
import csv
import gzip
from datetime import datetime


def parse(row: dict) -> tuple:
    at = datetime.fromisoformat(row["time"])
    return at, row["station"], float(row["value"])


def read(path: str):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                yield parse(row)
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path}, line {number}: {error}") from error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--day", required=True)
    parser.add_argument("--expect", type=int, required=True)
    args = parser.parse_args()

    loaded = sum(1 for _ in read(f"measurements-{args.day}.csv.gz"))
    if loaded != args.expect:
        raise SystemExit(f"loaded {loaded} rows, expected {args.expect}")
    print(f"loaded {loaded} rows")


if __name__ == "__main__":
    main()
