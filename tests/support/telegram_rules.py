"""What the Bot API refuses: the limits of its documentation, stricter where it is vague.

Owns: one check a parameter, each raising `Refusal` with the words Telegram uses. Must not: hold any state.
See https://core.telegram.org/bots/api.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

ENTITIES = frozenset(
    "bold italic underline strikethrough spoiler blockquote expandable_blockquote code pre text_link".split()
)
ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker"
    " find_location record_video_note upload_video_note".split()
)
PARAMETERS: dict[str, str] = {
    "getMe": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "deleteWebhook": "drop_pending_updates",
    "setWebhook": "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    "getWebhookInfo": "",
    "setMyCommands": "commands scope language_code",
    "getMyCommands": "scope language_code",
    "sendMessage": "chat_id text entities reply_markup link_preview_options",
    "sendPhoto": "chat_id photo caption caption_entities reply_markup",
    "sendDocument": "chat_id document caption caption_entities reply_markup",
    "editMessageReplyMarkup": "chat_id message_id reply_markup",
    "answerCallbackQuery": "callback_query_id text show_alert",
    "sendChatAction": "chat_id action",
    "leaveChat": "chat_id",
}
"""The methods that are there, and the parameters that each takes; any other is a mistake of ours."""
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
TRIMMED = " \t\r\n"


class Refusal(Exception):
    """An error of the Bot API."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters


def bad(why: str) -> Refusal:
    return Refusal(400, f"Bad Request: {why}")


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parameters(method: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Read the parameters of a call; what is JSON inside a form is read, too."""
    allowed = PARAMETERS[method].split()
    unknown = given.keys() - set(allowed)
    if unknown:
        raise bad(f"unknown parameter {sorted(unknown)[0]}")
    read: dict[str, Any] = {}
    for name, value in given.items():
        read[name] = value
        if isinstance(value, str) and name not in (
            "text",
            "caption",
            "url",
            "secret_token",
            "callback_query_id",
            "action",
        ):
            try:
                read[name] = json.loads(value)
            except ValueError:
                read[name] = value
    return read


def text(value: object, most: int, name: str = "text") -> str:
    if value is None or not isinstance(value, str) or not value.strip(TRIMMED):
        if name == "caption":
            return ""
        raise bad("message text is empty")
    value.encode()  # Telegram takes UTF-8
    if units(value.strip(TRIMMED)) > most:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    return value.strip(TRIMMED)


def entities(value: object, of: str) -> list[dict[str, Any]]:
    """Refuse what Telegram might quietly mend: spans out of the text, empty, across half a character, with blanks."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad("can't parse entities: expected an array")
    wide = of.encode("utf-16-le")
    found = []
    for entity in value:
        kind, start, length = entity.get("type"), entity.get("offset"), entity.get("length")
        if kind not in ENTITIES or type(start) is not int or type(length) is not int:
            raise bad("can't parse entities: unknown type or place")
        if start < 0 or length <= 0 or (start + length) * 2 > len(wide):
            raise bad("can't parse entities: out of the text")
        try:
            inside = wide[start * 2 : (start + length) * 2].decode("utf-16-le")
        except UnicodeDecodeError:
            raise bad("can't parse entities: half a character") from None
        if inside != inside.strip(TRIMMED):
            raise bad("can't parse entities: blanks at the edge")
        if kind == "text_link" and not re.match(r"https?://\S+$", str(entity.get("url"))):
            raise bad("can't parse entities: no url")
        found.append(entity)
    spans = [(e["offset"], e["offset"] + e["length"], e["type"]) for e in found]
    for a_start, a_end, a_kind in spans:
        for b_start, b_end, b_kind in spans:
            if a_start < b_start < a_end < b_end:
                raise bad("can't parse entities: spans cross")
            overlaps = a_start < b_end and b_start < a_end
            if "code" in (a_kind, b_kind) and a_kind != b_kind and overlaps:
                raise bad("can't parse entities: code holds or is in another span")
    if len(found) > 100:
        raise bad("can't parse entities: too many")
    return found


def markup(value: object) -> list[list[dict[str, Any]]]:
    if value is None:
        return []
    rows = value.get("inline_keyboard") if isinstance(value, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("object expected as reply markup")
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100:
        raise bad("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        if not str(button.get("text") or "").strip():
            raise bad("text buttons are unallowed in the inline keyboard")
        kinds = button.keys() - {"text"}
        if len(kinds) != 1 or not kinds <= {"callback_data", "url"}:
            raise bad("exactly one kind of button is allowed")
        if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if "url" in button and not re.match(r"https?://[^/\s]+\.\S+$", str(button["url"])):
            raise bad("BUTTON_URL_INVALID")
    return rows


def picture(value: object) -> None:
    if isinstance(value, bytes):
        if not value.startswith(PICTURES):
            raise bad("IMAGE_PROCESS_FAILED")
        if len(value) > 10_000_000:
            raise Refusal(413, "Request Entity Too Large")
    elif not isinstance(value, str) or not re.match(r"https?://(?!127\.|localhost)[^/\s]+\.\S+$", value):
        raise bad("wrong file identifier/HTTP URL specified")


def commands(value: object) -> list[dict[str, str]]:
    if not isinstance(value, list) or len(value) > 100:
        raise bad("can't parse BotCommand")
    for command in value:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command"))):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description"))) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return value
