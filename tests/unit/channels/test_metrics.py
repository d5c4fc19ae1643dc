"""What is counted can be read, and tells nothing about one person."""

from __future__ import annotations

from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.channels.metrics import STEP, Metrics
from bot.runtime.watch import CHANNELS, ERRORS, VERDICTS


def values(metrics: Metrics) -> dict[tuple[str, ...], float]:
    text = generate_latest(metrics._registry).decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_every_count_begins_at_nought() -> None:
    found = values(Metrics())
    for channel in CHANNELS:
        assert found["trellis_turns_total", channel] == found["trellis_turn_seconds_count", channel] == 0
        assert [found["trellis_errors_total", channel, kind] for kind in ERRORS] == [0] * len(ERRORS)
    assert [found["trellis_safety_verdicts_total", verdict] for verdict in VERDICTS] == [0] * len(VERDICTS)
    assert found["process_start_time_seconds",] > 0


def test_turns_and_errors_are_counted_by_channel() -> None:
    metrics = Metrics()
    metrics.turn("web", 0.03, "none")
    metrics.turn("web", 7.0, "none")
    metrics.error("telegram", "store")
    found = values(metrics)
    assert found["trellis_turns_total", "web"] == 2 and found["trellis_turns_total", "telegram"] == 0
    assert found["trellis_turn_seconds_bucket", "web", "0.05"] == 1
    assert found["trellis_turn_seconds_bucket", "web", "10.0"] == 2
    assert found["trellis_errors_total", "telegram", "store"] == 1


def test_a_single_verdict_cannot_be_seen() -> None:
    metrics = Metrics()
    before = {key: value for key, value in values(metrics).items() if "verdict" in key[0]}
    for verdict in VERDICTS:
        for _ in range(STEP - 1):
            metrics.turn("web", 0.03, verdict)
    assert {key: value for key, value in values(metrics).items() if "verdict" in key[0]} == before
    metrics.turn("telegram", 0.03, "act")
    assert values(metrics)["trellis_safety_verdicts_total", "act"] == STEP


def test_no_count_joins_a_verdict_to_anything_else() -> None:
    metrics = Metrics()
    metrics.turn("web", 0.03, "act")
    for name, *labels in values(metrics):
        assert not set(labels) & set(VERDICTS) or (name == "trellis_safety_verdicts_total" and len(labels) == 1)
