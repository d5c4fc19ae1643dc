"""Choose among wordings so that nobody reads the same sentence twice while another can serve.

    >>> pick(["a b.", "c d."], said="a b.")
    'c d.'
"""

from __future__ import annotations

from collections.abc import Sequence


def pick(variants: Sequence[str], said: str) -> str:
    """Give the first variant that `said` does not hold, else the one said longest ago.

    Raises ValueError when there is no variant to choose from.
    """
    if not variants:
        raise ValueError("no variant to choose from")
    return min(variants, key=said.rfind)
