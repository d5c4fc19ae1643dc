"""The real content, read once."""

from __future__ import annotations

import pytest

from bot.content.library import Library, library


@pytest.fixture(scope="session")
def lib() -> Library:
    return library()
