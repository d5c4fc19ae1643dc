"""A person's clause comes back in the second person, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.mirror import MAX_WORDS, mirror, second_person

TURNED = {
    # person and verb
    "i keep ringing his work to say he's ill": "you keep ringing his work to say he's ill",
    "I am the one who plans everything": "you are the one who plans everything",
    "I was the quiet one at home": "you were the quiet one at home",
    "i wasn't asked about the move": "you weren't asked about the move",
    "i was never asked": "you were never asked",
    "not once was i asked": "not once were you asked",
    "i came home and was crying again": "you came home and were crying again",
    "he was kind to me and was always there": "he was kind to you and was always there",
    "my gran was ill and i was the only one there": "your gran was ill and you were the only one there",
    "i'd rather say nothing than start a row": "you'd rather say nothing than start a row",
    "i've covered for her for years": "you've covered for her for years",
    "i'll do anything to keep the peace": "you'll do anything to keep the peace",
    "so i just do it myself": "you just do it yourself",
    "the choir is mine and he never comes": "the choir is yours and he never comes",
    "am always the one who says sorry": "you are always the one who says sorry",
    "i woke at 3 am and lay there": "you woke at 3 am and lay there",
    # typing
    "im always the one": "you're always the one",
    "ive lost touch with everyone": "you've lost touch with everyone",
    "i dont even know what i like any more": "you don't even know what you like any more",
    "id fall apart without him": "you'd fall apart without him",
    "ill be in trouble when he sees it": "you'll be in trouble when he sees it",
    "he's ill and i do his shifts": "he's ill and you do his shifts",
    "if i dont he'll lose the job and its on me": "if you don't he'll lose the job and it's on you",
    "i gotta check with her first": "you have to check with her first",
    "i wanna make him happy": "you want to make him happy",
    "I’m on edge when it’s quiet": "you're on edge when it's quiet",
    "I FEEL SO ALONE IN THIS HOUSE": "you feel so alone in this house",
    "idk who i am w/o him": "you don't know who you are without him",
    # what held it to its neighbours
    "and i cant decide anything without asking him either lol": "you can't decide anything without asking him",
    "but also i give in every time tbh": "you give in every time",
    "because i dont want to upset her": "you don't want to upset her",
    "cos i panic when she's late haha": "you panic when she's late",
    "honestly i just go along with it, i guess": "you just go along with it",
    "no, i pay for everything": "you pay for everything",
    "i do not want to be like that either": "you do not want to be like that",
    "i don't feel like me any more": "you don't feel like yourself any more",
    "i get no me time": "you get no time for yourself",
    "i've been hiding bottles for him, you know": "you've been hiding bottles for him",
    "i love my art class 😊": "you love your art class",
    "I feel whole on my own. He's a bonus.": "you feel whole on your own",
    "i do all the bloody housework": "you do all the housework",
    # the two of them
    "we never talk about anything real": "the two of you never talk about anything real",
    "we talk it through and we listen": "the two of you talk it through and you listen",
    "we're a good team, me and her": "the two of you are a good team, you and her",
    "we've each got our own friends": "the two of you have each got your own friends",
    "we'd been married ten years": "the two of you had been married ten years",
    "both of us keep our own money": "both of you keep your own money",
    "my wife and i both keep our own money": "you and your wife both keep your own money",
    "me and my partner each have our own mates": "you and your partner each have your own mates",
    "he has my back and i've got his": "he has your back and you've got his",
    "he likes the football, me i go dancing": "he likes the football, you go dancing",
    # someone else is the subject
    "My husband decides what i wear": "your husband decides what you wear",
    "John never asks me anything": "John never asks you anything",
    "nobody asks how i am": "nobody asks how you are",
    "It's a one-way street with him and me": "it's a one-way street with him and you",
    # the subject was left out, and can only be the speaker
    "cant decide anything without asking him": "you can't decide anything without asking him",
    "still see my mates on thursdays tho": "you still see your mates on thursdays",
    "never say what i want": "you never say what you want",
    "lost myself in this relationship": "you lost yourself in this relationship",
    "not sure about anything until she's seen it": "you're not sure about anything until she's seen it",
    # a hard judgement about oneself comes back as a feeling
    "i'm worthless": "you feel you're worthless",
    "im not good enough for him": "you feel you're not good enough for him",
    "i was a doormat for years": "you felt you were a doormat for years",
    "when he ignores me i'm worthless": "when he ignores you, you feel you're worthless",
    "no one would want me": "you feel no one would want you",
    "my needs don't matter": "you feel your needs don't matter",
    "i can't do anything right": "you feel you can't do anything right",
    "i feel like im nothing without her": "you feel like you're nothing without her",
    "she says i'm too much": "she says you're too much",
}  # fmt: skip

REFUSED = [
    # no first person, or not a sentence
    "he is never home", "the weather is nice", "ok", "", "   ", "i do", "me too", "i don't know", "i think so",
    # dangling
    "which makes me feel small", "that i can't decide", "to make me happy", "without asking me first", "than i ever did", "if i say no",
    # whose verb is it
    "never asks me how my day was", "took my phone off me", "made me cry in front of them", "can't even remember my birthday",
    # questions
    "am i too clingy", "why do i always give in", "do i ask too much", "is it me?", "how do i say no to her",
    # second person, quotations, odd text
    "i love you", "he said \"i am useless\"", "she goes 'i told them so' and i leave", "i read it at http://example.org", "i [cry] a lot",
    # blame, labels, orders, danger, swearing at oneself
    "it's all my fault", "i asked for it", "i deserve this", "i think i'm codependent", "i should leave him", "i must try harder",
    "i need to leave", "i want to die", "i could kill myself", "i hate myself", "i can't stand myself", "i'm such a stupid bitch",
    "it's not him, it's me", "i'm a piece of shit",
    # too long to hear
    " ".join(["i"] + ["really"] * MAX_WORDS),
    "i am so close to us, so anxious about us i can't eat",
]  # fmt: skip


@pytest.mark.parametrize(("said", "given"), TURNED.items())
def test_turns_a_clause_round(said: str, given: str) -> None:
    assert mirror(said) == given


@pytest.mark.parametrize("said", REFUSED)
def test_gives_nothing_back_where_it_would_be_wrong_unsafe_or_hollow(said: str) -> None:
    assert mirror(said) is None


def test_there_are_enough_cases_to_trust_it() -> None:
    assert len(TURNED) >= 60
    assert len(REFUSED) >= 30


@pytest.mark.parametrize(
    ("phrase", "turned"),
    [
        ("when im tired", "when you're tired"),
        ("with my mother", "with your mother"),
        ("when he has been drinking", "when he has been drinking"),
        ("depending on his mood", "depending on his mood"),
    ],
)
def test_turns_a_condition_without_any_other_change(phrase: str, turned: str) -> None:
    assert second_person(phrase) == turned


WORDS = st.lists(
    st.sampled_from(
        "i my me we us he she was am never love the and don't im our when because mum you fault should 🙂 .".split()
    ),
    max_size=12,
).map(" ".join)


@given(st.one_of(st.text(max_size=120), WORDS))
def test_never_fails_and_never_leaves_a_first_person_or_a_verdict(said: str) -> None:
    given = mirror(said)
    if given is None:
        return
    words = set(given.lower().replace(",", " ").split())
    assert not words & {"i", "my", "me", "i'm", "myself", "am", "should", "must"}
    assert "your fault" not in given.lower()
    assert words & {"you", "your", "you're", "you've", "you'd", "you'll", "yours", "yourself", "yourselves"}
    assert given == given.strip()
    assert given[-1] not in ".!?,;"
