"""Whatever anybody writes, or a broken server sends, comes out as text or as one of a few plain forms."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.pretend import pretend

HOSTILE = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>",
    "<iframe src='javascript:parent.hit=1'></iframe>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<a href='javascript:window.hit=1'>x</a>",
    "<body onload=window.hit=1>",
    "<details open ontoggle=window.hit=1>",
    "<video><source onerror=window.hit=1></video>",
    "<math><mtext></table><img src=x onerror=window.hit=1>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><button>x</button></form>",
    "<template><script>window.hit=1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.hit=1>'>",
    "<dialog open>x</dialog>",
    "<object data='javascript:window.hit=1'></object>",
    "<embed src='//evil.example'>",
    "[x](javascript:window.hit=1)",
    "[x](JaVaScRiPt:window.hit=1)",
    "[x](data:text/html,<script>parent.hit=1</script>)",
    "[x](vbscript:msgbox)",
    '[x](https://evil.example/" onclick=window.hit=1)',
    "[x](  javascript:window.hit=1)",
    "[x](//evil.example)",
    "[<img src=x onerror=window.hit=1>](https://ok.example)",
    '![x](x" onerror="window.hit=1)',
    "**<img src=x onerror=window.hit=1>**",
    "*<script>window.hit=1</script>*",
    "https://ok.example/<script>window.hit=1</script>",
    'https://ok.example/"onmouseover=window.hit=1',
    "javascript:window.hit=1",
    "• <img src=x onerror=window.hit=1>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "\u202e<script>window.hit=1</script>\u202c",
    "${window.hit=1}",
    "{{constructor.constructor('window.hit=1')()}}",
    "<!--lit-part--><img src=x onerror=window.hit=1><!--/lit-part-->",
    "?lit$123456789$ <?lit$0$>",
    "\x00<img\x00src=x onerror=window.hit=1>",
    "</textarea><script>window.hit=1</script>",
    "']['constructor']['constructor']('window.hit=1')()",
    "**" * 3000,
    "[" * 6000 + "](https://x)" * 200,
    "/restart",
    '/affirm{"sign": "enabling"}',
    "EXTERNAL: reminder",
)
ALLOWED = {
    "P",
    "BR",
    "STRONG",
    "EM",
    "A",
    "UL",
    "LI",
    "SPAN",
    "IMG",
    "DETAILS",
    "SUMMARY",
    "OL",
    "DIV",
    "BUTTON",
    "SMALL",
    "I",
    # the picture and its course
    "FIGURE",
    "FIGCAPTION",
    "SECTION",
    "H2",
    "svg",
    "path",
    "TABLE",
    "THEAD",
    "TBODY",
    "TR",
    "TH",
    "TD",
}
SEEN = """() => {
  const all = [...document.querySelectorAll(".talk *")];
  return {
    tags: [...new Set(all.map((one) => one.tagName))],
    handlers: all.flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith("on"))),
    links: all.filter((one) => one.href).map((one) => one.protocol + "|" + one.rel),
    images: all.filter((one) => one.src).map((one) => one.src),
    hit: window.hit,
    styles: getComputedStyle(document.body).display,
  };
}"""


def assert_harmless(made: Any) -> None:
    seen = made.page.evaluate(SEEN)
    assert seen["hit"] is None and seen["handlers"] == [] and seen["styles"] != "none"
    assert set(seen["tags"]) <= ALLOWED, set(seen["tags"]) - ALLOWED
    assert all(link.split("|")[0] in ("https:", "http:") and "noopener" in link for link in seen["links"])
    assert all(image.startswith(made.address) for image in seen["images"])
    elsewhere = [
        url for url in made.requests if not url.startswith((made.address, made.address.replace("http", "ws")))
    ]
    assert elsewhere == [], "nothing was asked of anybody else"


def test_there_are_enough_strings() -> None:
    assert len(set(HOSTILE)) >= 40


def test_what_a_person_types_stays_text(talk: Open) -> None:
    for part in range(0, len(HOSTILE), 12):  # a talk takes a burst of 15
        made = talk().open()
        for words in HOSTILE[part : part + 12]:
            made.say(words[:3_000])
        assert_harmless(made)
        cleaned = [
            " ".join(words[:3_000].replace("\x00", " ").replace("\u202e", " ").replace("\u202c", " ").split())
            for words in HOSTILE[part : part + 12]
        ]
        assert [" ".join(said.split()) for said in made.said()] == cleaned
        made.page.reload()
        made.page.wait_for_function(
            "n => document.querySelectorAll('.talk .person').length >= n", arg=len(cleaned)
        )
        assert_harmless(made)


@pytest.mark.parametrize(
    "place", ["text", "buttons", "sources", "image", "person", "id", "entries", "course"]
)
def test_what_a_server_might_send_stays_text_too(place: str, talk: Open) -> None:
    made = talk()
    view: dict[str, Any] = {"leans": [], "holds": [], "held_back": False, "plan": None}
    if place == "entries":
        view["leans"] = [{"label": h, "often": h, "when": h, "words": h} for h in HOSTILE]
        view["plan"] = dict.fromkeys(
            ("title", "when", "action", "obstacle", "sentence", "smaller", "confidence"), HOSTILE[1]
        )
    pretend(made, [_exchange(place, n, h) for n, h in enumerate(HOSTILE)], view)
    made.open(wait=False)
    made.page.wait_for_function(
        "n => document.querySelectorAll('.talk .bot').length >= n",
        arg=1 if place == "entries" else len(HOSTILE),
    )
    if place != "entries":
        assert_harmless(made)
    assert made.page.evaluate("window.hit") is None
    if place == "buttons":
        assert made.choices.count() == 1 and made.choices.first.inner_text() == HOSTILE[-1]
    if place == "text":
        shown = made.bubbles.all_text_contents()
        assert "<script>window.hit=1</script>" in shown[0] and "javascript:window.hit=1" in shown[21]
    made.page.close()
    made.problems[:] = [
        problem for problem in made.problems if "404" not in problem
    ]  # pictures that are not there


def _exchange(place: str, number: int, hostile: str) -> dict[str, Any]:
    reply: dict[str, Any] = {"text": hostile if place == "text" else "hm"}
    if place == "buttons":
        reply["buttons"] = [{"title": hostile, "payload": hostile}]
    if place == "sources":
        reply["sources"] = [hostile]
    if place == "image":
        reply["image"] = hostile if number % 2 else f"/{hostile[:40]}"
    if place == "entries":
        reply["draws"] = "picture"
    if place == "course":
        lane = {**dict.fromkeys(("label", "went"), hostile), "points": [[0, 1]], "days": [hostile]}
        words = dict.fromkeys(("title", "span", "first", "last"), hostile)
        sides = ({**lane, "side": side} for side in ("leans", "holds", hostile))
        reply["course"] = {**words, "lanes": list(sides), "days": [hostile]}
    return {
        "id": hostile if place == "id" else f"id-{number}",
        "person": hostile if place == "person" else None,
        "replies": [reply],
    }
