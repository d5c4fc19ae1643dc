"""Everything here runs Rasa, so the stand-ins for TensorFlow go in before any test module imports it."""

from __future__ import annotations

from bot.runtime import slim

slim.install()
