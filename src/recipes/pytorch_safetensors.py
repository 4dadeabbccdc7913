"""Prices of an exported model in PyTorch, from its safetensors file alone.

usage: python3 pytorch_safetensors.py model.safetensors map.csv

The file is eight bytes with the length of a JSON header, the header, then the weights. The card of the model lies in the
header's metadata: what an observation is and what an action means. `map.csv` is what `lab policy-map` wrote: its prices are
computed here once more and compared. For models of the demand market, of one product.
"""

import csv
import json
import math
import struct
import sys

import torch


def load(path):
    """The weights by name, and the model's card."""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    card = json.loads(header.pop("__metadata__")["card"])
    body = bytearray(data[8 + length :])
    state = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(body[begin:end], dtype=torch.float32)
        state[name] = values.reshape(entry["shape"])
    return state, card


class Actor(torch.nn.Module):
    """Linear layers l1, l2, ... with ReLU between, the head (`mean` of SAC, else the next `l`) and tanh: the greedy policy."""

    def __init__(self, state, architecture):
        super().__init__()
        self.epsilon = architecture["layerNormEpsilon"]
        self.state = state
        self.hidden = len(architecture["hidden"])
        self.head = "mean" if "mean.weight" in state else f"l{self.hidden + 1}"

    def normalized(self, name, x):
        if f"{name}.weight" not in self.state:
            return x
        weight, bias = self.state[f"{name}.weight"], self.state[f"{name}.bias"]
        return torch.nn.functional.layer_norm(x, weight.shape, weight, bias, self.epsilon)

    def linear(self, name, x):
        return torch.nn.functional.linear(x, self.state[f"{name}.weight"], self.state[f"{name}.bias"])

    def forward(self, x):
        x = self.normalized("inputNorm", x)
        for layer in range(1, self.hidden + 1):
            x = torch.relu(self.normalized(f"n{layer}", self.linear(f"l{layer}", x)))
        return torch.tanh(self.linear(self.head, x))


def observation(market, price, stock_share, day):
    """The five numbers of the card's `observation.features`; this market has no rival and a flat calendar."""
    reference, days = market["referencePrice"], market["days"]
    return [math.log(price / reference), 2 * stock_share - 1, 2 * day / days - 1, 0.0, 0.0]


def main(model_path, map_path):
    state, card = load(model_path)
    actor = Actor(state, card["architecture"])
    product = card["products"][0]
    market, rule = product["parameters"], product["priceRule"]
    with open(map_path, newline="") as file:
        rows = list(csv.DictReader(file))
    yesterday = market["referencePrice"]  # what `lab policy-map` holds
    states = [
        observation(market, yesterday, float(row["stock left (share)"]), int(row["day of the episode"]) - 1)
        for row in rows
    ]
    with torch.no_grad():
        actions = actor(torch.tensor(states)).squeeze(1).tolist()
    prices = [
        min(max(yesterday * (1 + rule["maxDailyChange"] * action), rule["lowest"]), rule["highest"])
        for action in actions
    ]
    worst = max(abs(price - float(row["price"])) for price, row in zip(prices, rows))
    print(f"{len(prices)} prices from {min(prices):.2f} to {max(prices):.2f}, at most {worst:.1e} off the lab's")


main(*sys.argv[1:])
