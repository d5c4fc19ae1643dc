"""What the channel itself says: about Telegram, never about the subject.

Owns: these few sentences. Must not: say anything that a flow says; those stand in domain.yml and the content.
"""

from __future__ import annotations

NOTICE = (
    "A word before we begin. What you write here stays on this device and in Telegram's cloud, besides the machine"
    " that runs me. To wipe your side, delete this chat in its menu. To wipe mine, send /delete."
)
NOTICE_PAGE = "If someone may look at this phone, the web page leaves less behind:"
NOTICE_NO_PAGE = (
    "If someone may look at this phone, ask whoever runs me for a web page. It leaves no chat on the phone."
)
OPEN_PAGE = "Open the web page"
ONLY_TEXT = (
    "I can only read text. Could you put it into a few words?",
    "That came through, and I can only read text. A few words of yours will do.",
    "I can't look at or listen to things yet, only read. Tell me in words, as short as you like.",
)
ONLY_TEXT_CHOICES = "The choices above still work, too."
ONLY_THE_WORDS = "I could read your words, but not what came with them."
EDITED = "You changed a message that I have answered already. If the change matters, please send it once more as a new one."
GROUP = (
    "Thank you for having me. I only talk with one person at a time, so that what is said stays theirs."
    " Write to me alone and I will be there. I will leave this group now."
)
GONE = "That choice is from an earlier moment. You can pick one that is here now, or just write."
FAILED = "Something went wrong on my side just now. Could you send that once more?"
TELEGRAMS_COPY = "What you see here is Telegram's copy: delete this chat in its menu to wipe that, too."
WIPED = f"It is done. I keep nothing of you any more. {TELEGRAMS_COPY}"
"""Said where a process died after it deleted everything, and before it could say so in the words of the talk."""
