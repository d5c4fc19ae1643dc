"""Every kind of update that the Bot API documents, and broken ones.

Owns: examples. The kinds are those of https://core.telegram.org/bots/api#update and #message (version 10.0).
"""

from __future__ import annotations

import random
from typing import Any

CHAT = {"id": 1_000_003, "type": "private", "first_name": "Ada"}
USER = {"id": 1_000_003, "is_bot": False, "first_name": "Ada"}
MESSAGE = {"message_id": 5, "date": 1, "chat": CHAT, "from": USER}
FILE = {"file_id": "f", "file_unique_id": "f"}
CHANNEL = {"id": -100_500, "type": "channel", "title": "News"}
MEMBER = {
    "chat": CHAT,
    "from": USER,
    "date": 1,
    "old_chat_member": {"user": USER, "status": "left"},
    "new_chat_member": {"user": USER, "status": "member"},
}

CONTENTS: dict[str, Any] = {
    "text": "hello",
    "animation": {**FILE, "width": 1, "height": 1, "duration": 1},
    "audio": {**FILE, "duration": 1},
    "document": FILE,
    "paid_media": {"star_count": 1, "paid_media": []},
    "photo": [{**FILE, "width": 1, "height": 1}],
    "sticker": {**FILE, "type": "regular", "width": 1, "height": 1},
    "story": {"chat": CHAT, "id": 1},
    "video": {**FILE, "width": 1, "height": 1, "duration": 1},
    "video_note": {**FILE, "length": 1, "duration": 1},
    "voice": {**FILE, "duration": 1},
    "checklist": {"title": "x", "tasks": [{"id": 1, "text": "x"}]},
    "contact": {"phone_number": "1", "first_name": "x"},
    "dice": {"emoji": "x", "value": 1},
    "game": {"title": "x", "description": "x", "photo": []},
    "poll": {"id": "1", "question": "x", "options": []},
    "venue": {"location": {"latitude": 0.0, "longitude": 0.0}, "title": "x", "address": "x"},
    "location": {"latitude": 0.0, "longitude": 0.0},
    "new_chat_members": [USER],
    "left_chat_member": USER,
    "new_chat_title": "x",
    "new_chat_photo": [],
    "delete_chat_photo": True,
    "group_chat_created": True,
    "supergroup_chat_created": True,
    "channel_chat_created": True,
    "message_auto_delete_timer_changed": {"message_auto_delete_time": 1},
    "migrate_to_chat_id": -1,
    "migrate_from_chat_id": -1,
    "pinned_message": MESSAGE,
    "invoice": {
        "title": "x",
        "description": "x",
        "start_parameter": "x",
        "currency": "EUR",
        "total_amount": 1,
    },
    "successful_payment": {"currency": "EUR", "total_amount": 1},
    "refunded_payment": {"currency": "XTR", "total_amount": 1},
    "users_shared": {"request_id": 1, "users": []},
    "chat_shared": {"request_id": 1, "chat_id": 1},
    "gift": {"gift": {"id": "1"}},
    "unique_gift": {"gift": {"base_name": "x"}},
    "connected_website": "x",
    "write_access_allowed": {},
    "passport_data": {"data": [], "credentials": {}},
    "proximity_alert_triggered": {"traveler": USER, "watcher": USER, "distance": 1},
    "boost_added": {"boost_count": 1},
    "chat_background_set": {"type": {}},
    "checklist_tasks_done": {"marked_as_done_task_ids": [1]},
    "checklist_tasks_added": {"tasks": []},
    "direct_message_price_changed": {"are_direct_messages_enabled": True},
    "forum_topic_created": {"name": "x", "icon_color": 1},
    "forum_topic_edited": {},
    "forum_topic_closed": {},
    "forum_topic_reopened": {},
    "general_forum_topic_hidden": {},
    "general_forum_topic_unhidden": {},
    "giveaway_created": {},
    "giveaway": {"chats": [], "winner_count": 1},
    "giveaway_winners": {"chat": CHAT, "winners": []},
    "giveaway_completed": {"winner_count": 1},
    "paid_message_price_changed": {"paid_message_star_count": 1},
    "suggested_post_approved": {"send_date": 1},
    "suggested_post_approval_failed": {},
    "suggested_post_declined": {},
    "suggested_post_paid": {"currency": "XTR"},
    "suggested_post_refunded": {"reason": "x"},
    "video_chat_scheduled": {"start_date": 1},
    "video_chat_started": {},
    "video_chat_ended": {"duration": 1},
    "video_chat_participants_invited": {"users": []},
    "web_app_data": {"data": "x", "button_text": "x"},
    "live_photo": {**FILE, "width": 1, "height": 1, "duration": 1},
    "chat_owner_left": {"new_owner": USER},
    "chat_owner_changed": {"new_owner": USER},
    "gift_upgrade_sent": {"gift": {"id": "1"}},
    "poll_option_added": {"option_persistent_id": "1", "option_text": "x"},
    "poll_option_deleted": {"option_persistent_id": "1", "option_text": "x"},
    "managed_bot_created": {"bot": USER},
    "something_of_the_year_2031": {"x": 1},
}
"""What a message may hold."""
KINDS: dict[str, Any] = {
    "message": {**MESSAGE, "text": "hello"},
    "edited_message": {**MESSAGE, "edit_date": 2, "text": "hello"},
    "channel_post": {"message_id": 5, "date": 1, "chat": CHANNEL, "text": "hello"},
    "edited_channel_post": {"message_id": 5, "date": 1, "chat": CHANNEL, "text": "hello"},
    "business_connection": {"id": "b", "user": USER, "user_chat_id": 1, "date": 1, "is_enabled": True},
    "business_message": {**MESSAGE, "business_connection_id": "b", "text": "hello"},
    "edited_business_message": {**MESSAGE, "business_connection_id": "b", "text": "hello"},
    "deleted_business_messages": {"business_connection_id": "b", "chat": CHAT, "message_ids": [1]},
    "message_reaction": {"chat": CHAT, "message_id": 5, "date": 1, "old_reaction": [], "new_reaction": []},
    "message_reaction_count": {"chat": CHAT, "message_id": 5, "date": 1, "reactions": []},
    "inline_query": {"id": "q", "from": USER, "query": "x", "offset": ""},
    "chosen_inline_result": {"result_id": "r", "from": USER, "query": "x"},
    "callback_query": {"id": "q", "from": USER, "chat_instance": "c", "data": "x", "message": MESSAGE},
    "shipping_query": {"id": "q", "from": USER, "invoice_payload": "x", "shipping_address": {}},
    "pre_checkout_query": {
        "id": "q",
        "from": USER,
        "currency": "EUR",
        "total_amount": 1,
        "invoice_payload": "x",
    },
    "purchased_paid_media": {"from": USER, "paid_media_payload": "x"},
    "poll": {"id": "p", "question": "x", "options": []},
    "poll_answer": {"poll_id": "p", "option_ids": []},
    "my_chat_member": MEMBER,
    "chat_member": MEMBER,
    "chat_join_request": {"chat": CHANNEL, "from": USER, "user_chat_id": 1, "date": 1},
    "chat_boost": {"chat": CHANNEL, "boost": {}},
    "guest_message": {**MESSAGE, "guest_query_id": "g", "text": "hello"},
    "managed_bot": {"user": USER, "bot": USER},
    "removed_chat_boost": {"chat": CHANNEL, "boost_id": "b", "remove_date": 1, "source": {}},
    "something_of_the_year_2031": {"x": 1},
}
"""What an update may be."""
ODD = (
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    "",
    "x" * 5_000,
    "\ud800",
    "\x00",
    [],
    [[]],
    {},
    {"id": {}},
    {"chat": []},
)


def documented() -> list[dict[str, Any]]:
    """Give one update of each kind, and one message of each content, in private and in a group."""
    group = {"id": -7_000_001, "type": "supergroup", "title": "Us"}
    updates = [{kind: content} for kind, content in KINDS.items()]
    for name, content in CONTENTS.items():
        updates.append({"message": {**MESSAGE, name: content}})
        updates.append({"edited_message": {**MESSAGE, name: content}})
        updates.append({"message": {**MESSAGE, "chat": group, name: content}})
    return updates


def fuzzed(count: int, seed: int) -> list[dict[str, Any]]:
    """Give documented updates with parts missing or put in the place of others."""
    chance = random.Random(seed)
    examples = documented()
    return [_broken(chance.choice(examples), chance) for _ in range(count)]


def _broken(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict) and value:
        broken = dict(value)
        for _ in range(chance.randint(1, 2)):
            name = chance.choice(list(broken) or ["x"])
            match chance.randint(0, 3):
                case 0:
                    broken.pop(name, None)
                case 1:
                    broken[name] = chance.choice(ODD)
                case _:
                    broken[name] = _broken(broken.get(name), chance)
        return broken
    return chance.choice(ODD)
