"""The buttons that do not come from the content: their titles and the payloads they send back.

Owns every such title, so that a translator finds them in one place. Must not decide when they show.
"""

from __future__ import annotations

import json

from bot.flows.turn import Button


def button(title: str, intent: str, **values: str) -> Button:
    """Make a button; `values` become entities of the payload.

    >>> button("Often", "answer_frequency", often="often").payload
    '/answer_frequency{"often": "often"}'
    """
    return Button(title, f"/{intent}{json.dumps(values) if values else ''}")


TELL = button("I want to tell you", "affirm")
WALK = button("Ask me questions", "start_walk")
WALK_SHORT = button("A few questions", "start_walk")
WHAT_IS_IT = button("What is codependency?", "ask_topic", item="D1")
PRIVATE = button("Is this private?", "ask_privacy")
NOT_RIGHT = button("Something's off", "correct_reading")
RIGHT = button("That's right", "affirm")
THAT_IS_IT = button("Yes, that's it", "affirm")
A_LITTLE = button("A little", "answer_unsure")
NOT_THAT = button("No, not that", "deny")
YES_PLEASE = button("Yes, please", "affirm")
NOT_NOW = button("Not now", "deny")
SMALL_STEPS = button("Small steps", "ask_steps")
GENERAL_STEPS = button("Show me some anyway", "ask_steps", any="yes")
MY_PICTURE = button("My picture", "show_picture")
MY_PLAN = button("My plan", "show_plan")
CHANGE = button("Change an answer", "change_answer")
THE_WHEN = button("When it is", "change_answer", part="plan_when")
THE_WHAT = button("What I do", "change_answer", part="plan_action")
THE_HARD_MOMENT = button("If it gets hard", "change_answer", part="plan_obstacle")
CHANGE_PLAN = button("Change the plan", "change_answer", part="plan")
SOMETHING_ELSE = button("Something else", "ask_alternatives")
NONE_OF_THESE = button("None of these", "deny")
KEEP_GOING = button("Keeping it going", "ask_maintenance")
ENOUGH = button("Enough for today", "goodbye")
TALK_ON = button("Talk about it more", "affirm")
SOURCE = button("Where is that from?", "ask_source")
TOPICS = button("What I can ask", "ask_topic", topic="all")
HELP_LINES = button("Help lines", "ask_helpline")

OFTEN = button("Often", "answer_frequency", often="often")
SOMETIMES = button("Sometimes", "answer_frequency", often="sometimes")
RARELY = button("Rarely", "answer_frequency", often="rarely")
NOT_ME = button("Not me", "answer_frequency", often="never")
HOW_OFTEN = (OFTEN, SOMETIMES, RARELY, NOT_ME)

DONE = button("Did it", "report_progress", went="done")
PARTLY = button("Partly", "report_progress", went="partly")
NOT_DONE = button("Not yet", "report_progress", went="not")
FELT_UNSAFE = button("It felt unsafe", "report_progress", went="unsafe")

GO_ON_THERE = button("Go on there", "affirm")
AFRESH = button("Start fresh", "start_over")
NEXT_STEP = button("A next step", "ask_steps")
SMALLER = button("Make it smaller", "affirm")
LEAVE_FOR_NOW = button("Leave it for now", "deny")
AS_IT_IS = button("Keep it as it is", "deny")
COPY = button("A copy of it", "request_export")
PRIVATE_ON = button("Private mode", "ask_privacy", private="on")
PRIVATE_OFF = button("Private mode off", "ask_privacy", private="off")
DELETE_ALL = button("Delete everything", "request_delete")
YES_DELETE = button("Yes, delete it all", "affirm")
KEEP_ALL = button("No, keep it", "deny")
YES_PRIVATE = button("Yes, keep no words", "affirm")
SUNDAY_SIX = button("Sundays around 6", "set_reminder", moment="sundays at 6 pm")
SOME_EVENING = button("Wednesdays at 8", "set_reminder", moment="wednesdays at 8 pm")
NO_REMINDERS = button("No reminders", "set_reminder", moment="off")

YES = button("Yes", "affirm")
NO = button("No", "deny")
MAYBE = button("Sometimes", "answer_unsure")
RATHER_NOT_SAY = button("I'd rather not say", "skip")
JUST_ARGUMENTS = button("Just arguments", "deny")
SOMETIMES_AFRAID = button("Sometimes afraid", "affirm")
SLOW_DOWN = button("Help me slow down", "affirm", calm="yes")
SAFETY_PLAN = button("A plan for hard hours", "affirm", write="yes")
NEXT = button("Next", "affirm")
THATS_ENOUGH = button("That's enough", "deny")
SKIP_THIS = button("Skip this one", "skip")
STOP_HERE = button("Stop here", "deny")
KEEP_IT = button("Keep it", "affirm")
DONT_KEEP_IT = button("Don't keep it", "deny")
SOMEONE_TO_CALL = button("Someone I could call", "ask_helpline", who="near")
OKAY_FOR_NOW = button("I'm okay for now", "report_safe")
STAY_WITH_IT = button("Stay with that", "affirm")
LEAVE_IT = button("Leave it here", "deny")
GO_ON = button("Go on where we were", "affirm")
START_FRESH = button("Yes, start fresh", "affirm")
SAFE_NOW = button("Yes, I'm safe", "affirm")

TOPIC_CODEPENDENCY = button("Codependency", "ask_topic", topic="codependency")
TOPIC_INTERDEPENDENCE = button("Interdependence", "ask_topic", topic="interdependence")
TOPIC_SIGNS = button("The signs", "ask_topic", topic="signs")
TOPIC_CHANGE = button("What helps", "ask_topic", topic="change")
