"""Counting: how well intents and signs are found in messages whose right answer is known.

Owns: precision, recall and F1 per name and overall, calibration, and the list of what falls below a floor. Must not:
load a model or read files.

Example::

    tally = Tally()
    tally.add({"greet"}, {"greet"})
    tally.total.f1  # 1.0
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass
class Count:
    """Right, invented and missed ones of a name."""

    right: int = 0
    invented: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the found ones that are right."""
        found = self.right + self.invented
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        """Share of the real ones that were found."""
        real = self.right + self.missed
        return self.right / real if real else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.invented + self.missed
        return 2 * self.right / total if total else 0.0

    @property
    def real(self) -> int:
        """How many there were to find."""
        return self.right + self.missed


@dataclass
class Tally:
    """Counts per name, over all messages added."""

    by_name: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))

    def add(self, real: Collection[str], found: Collection[str]) -> None:
        """Count one message: the names that hold of it and those that were found."""
        for name in set(real) | set(found):
            count = self.by_name[name]
            count.right += name in real and name in found
            count.invented += name not in real
            count.missed += name not in found

    @property
    def total(self) -> Count:
        """Counts over all names (micro average)."""
        counts = list(self.by_name.values())
        return Count(
            sum(c.right for c in counts), sum(c.invented for c in counts), sum(c.missed for c in counts)
        )


    @property
    def macro_f1(self) -> float:
        """Mean F1 of the names that there were to find, each counting the same."""
        real = [c.f1 for c in self.by_name.values() if c.real]
        return sum(real) / len(real) if real else 0.0


BINS = 10


def calibration_error(finds: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error of (confidence, was it right), 0 to 1; 0 where there is nothing.

    Ten bins of equal width; in each, how far the mean confidence is from the share that was right, weighed by size
    (Naeini et al. 2015).
    """
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in finds:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    gaps = (abs(sum(c for c, _ in found) - sum(r for _, r in found)) for found in bins.values())
    return sum(gaps) / len(finds) if finds else 0.0


def below(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Name every floor that is not reached; what a ceiling should be, give as 1 minus the share."""
    return [
        f"{name} is {measured[name]:.2f}, under its floor of {floor:.2f}"
        for name, floor in floors.items()
        if measured[name] < floor
    ]


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that is greater than this share of all."""
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]
