"""Prices of an exported model with ONNX Runtime, raw columns in.

usage: python3 onnxruntime_prices.py prices.onnx map.csv

`prices.onnx` is what `lab export MODEL.zip --out prices.onnx` wrote: scaling and price rule lie in the graph, and the card in
its metadata. `map.csv` is what `lab policy-map` wrote: its prices are computed here once more and compared.
"""

import csv
import json
import sys

import numpy
import onnxruntime


def main(model_path, map_path):
    session = onnxruntime.InferenceSession(model_path)
    card = json.loads(session.get_modelmeta().custom_metadata_map["card"])
    market = card["products"][0]["parameters"]
    with open(map_path, newline="") as file:
        rows = list(csv.DictReader(file))

    def column(values):
        return numpy.array(list(values), dtype=numpy.float32).reshape(-1, 1)

    (prices,) = session.run(
        ["price"],
        {
            "current_price": column(market["referencePrice"] for _ in rows),
            "inventory": column(market["initialInventory"] * float(row["stock left (share)"]) for row in rows),
            "day": column(int(row["day of the episode"]) - 1 for row in rows),
            "rival_price": column(market["rivalPrice"] for _ in rows),
        },
    )
    worst = max(abs(price - float(row["price"])) for price, row in zip(prices[:, 0].tolist(), rows))
    print(f"{len(rows)} prices from {prices.min():.2f} to {prices.max():.2f}, at most {worst:.1e} off the lab's")


main(*sys.argv[1:])
