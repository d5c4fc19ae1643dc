"""May it be said now: the screen that reads every message, the safety state, and what the state withholds.

Imports neither rasa nor rasa_sdk nor sanic. Example: ``Screen.load().screen("i am scared of him").kind ==
"partner"``
"""

from __future__ import annotations
