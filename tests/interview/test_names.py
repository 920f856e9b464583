"""Names are gathered one by one; only what is on the list, or meant, counts as known."""

from __future__ import annotations

import pytest

from buyguide.interview.asker import Move, Prompt, Unfinished
from buyguide.interview.names import MOST_NAMES, ask_names
from tests.interview.ladder_guide import TOOLS
from tests.interview.scripted import Scripted

NAMES = Prompt("Which tools?", "Tools", before=("Question 4 of about 7",), skip="Skip it")
UNKNOWN = "not recognised: treated as unknown, never as clear"
DONE = ("", "all")


def _names(
    *replies: object, earlier: tuple[str, ...] = ()
) -> tuple[tuple[str, ...] | Move | Unfinished | None, Scripted]:
    asker = Scripted(list(replies))  # type: ignore[arg-type]
    prompt = Prompt(NAMES.ask, NAMES.label, NAMES.before, skip=NAMES.skip, earlier=earlier)
    return ask_names(asker, prompt, TOOLS), asker


def test_names_on_the_list_come_back_as_typed() -> None:
    names, asker = _names("Clawmaster", "DRILL", "masking tape", *DONE)
    assert names == ("Clawmaster", "DRILL", "masking tape")
    assert asker.told[-3:] == ["- Clawmaster: hammer", "- DRILL", "- masking tape"]


def test_a_pasted_list_is_taken_name_by_name() -> None:
    assert _names("hammer, drill; brush", *DONE)[0] == ("hammer", "drill", "brush")


def test_a_known_name_with_a_comma_stays_whole() -> None:
    assert _names("Hog bristle, soft", *DONE)[0] == ("Hog bristle, soft",)


def test_the_same_name_is_kept_once_and_said_to_be_there() -> None:
    names, asker = _names("hammer", "Hammer", *DONE)
    assert names == ("hammer",)
    assert '"Hammer" is on your list already.' in asker.told


def test_a_slip_of_the_keys_is_asked_about_and_yes_gives_the_listed_name() -> None:
    names, asker = _names("hamer", "0", *DONE)
    assert asker.prompts[1].ask == 'Did you mean "hammer"? You typed "hamer".'
    assert [row.label for row in asker.prompts[1].rows][:2] == [
        "Yes, hammer",
        'No: keep "hamer"',
    ]
    assert names == ("hammer",)


def test_no_to_a_suggestion_keeps_what_was_typed_as_unknown() -> None:
    names, asker = _names("hamer", "keep", *DONE)
    assert names == ("hamer",)
    assert asker.prompts[1].rows[1].hint == UNKNOWN
    assert f"- hamer ({UNKNOWN})" in asker.told


def test_a_slip_near_a_name_for_several_things_gives_that_name() -> None:
    assert _names("Handikitt", "0", *DONE)[0] == ("Handikit",)


def test_a_slip_near_a_class_word_still_asks_which_one() -> None:
    names, asker = _names("power tol", "0", "1", *DONE)
    assert asker.labels[:3] == ["Tools", "This name", "This name"]
    assert names == ("hammer",)


def test_a_class_word_asks_which_one() -> None:
    names, asker = _names("power tool", "0", *DONE)
    assert [row.label for row in asker.prompts[1].rows][:2] == ["drill", "hammer"]
    assert names == ("drill",)


def test_an_unknown_name_is_kept_only_when_that_is_said() -> None:
    assert _names("sprocket", "keep", *DONE)[0] == ("sprocket",)
    names, asker = _names("sprocket", "leave", "", "all")
    assert names == ()
    assert 'Left out: "sprocket".' in asker.told


def test_going_back_from_a_doubt_leaves_the_name_out() -> None:
    assert _names("sprocket", Move.BACK, *DONE)[0] == ()


@pytest.mark.parametrize("word", ["done", "Done.", "no", "that's all", "That is all"])
def test_a_word_that_ends_a_list_ends_it_once_there_is_a_name(word: str) -> None:
    names, asker = _names("drill", word)
    assert names == ("drill",)
    assert asker.prompts[-1].ask == "Any other name? Type done when that is all."
    assert _names(word, "all")[1].prompts[1].ask == "Is that all?"


@pytest.mark.parametrize("word", ["", "none", "None.", "nothing"])
def test_an_empty_line_or_none_asks_first(word: str) -> None:
    names, asker = _names(word, "more", "drill", word, "all")
    assert asker.prompts[1].ask == "Is that all?"
    assert names == ("drill",)


def test_an_empty_list_is_an_explicit_choice() -> None:
    names, asker = _names("", "all")
    assert names == ()
    assert [row.label for row in asker.prompts[1].rows] == [
        "Type a name",
        "None: I have no name to list",
    ]


def test_a_list_can_be_skipped_only_while_it_is_empty() -> None:
    assert _names("", None)[0] is None
    asker = _names("drill", *DONE)[1]
    assert [prompt.skip for prompt in asker.prompts] == ["Skip it", None, None]


def test_a_name_can_be_taken_off() -> None:
    names, asker = _names("drill", "hammer", "", "remove", "0", *DONE)
    assert names == ("hammer",)
    assert 'Taken off: "drill".' in asker.told


def test_taking_off_nothing_keeps_them_all() -> None:
    assert _names("drill", "", "remove", "leave", *DONE)[0] == ("drill",)


def test_earlier_names_are_there_and_going_back_at_once_goes_back() -> None:
    names, asker = _names(Move.BACK, earlier=("drill",))
    assert names is Move.BACK
    assert asker.told == ["Added so far:", "- drill"]
    assert asker.prompts[0].after[-1].endswith("Type done when that is all.")
    assert _names(Move.BACK)[1].prompts[0].after[-1].endswith("If there are none, type none.")


def test_going_back_with_new_names_asks_first() -> None:
    names, asker = _names("drill", Move.BACK, "all")
    assert names == ("drill",)
    assert asker.labels[-1] == "Your list"


@pytest.mark.parametrize("move", [Move.BACK, Move.CHANGE])
def test_a_list_that_is_left_is_handed_back_as_unfinished_and_never_as_an_answer(
    move: Move,
) -> None:
    assert _names("drill", "brush", move, move)[0] == Unfinished(move, ("drill", "brush"))
    assert _names("", "remove", "0", move, move, earlier=("drill",))[0] == Unfinished(move, ())


def test_a_list_is_full_some_time() -> None:
    names, asker = _names("\n".join(f"tape {n}" for n in range(60)), *["keep"] * 60, *DONE)
    assert isinstance(names, tuple)
    assert len(names) == MOST_NAMES
    assert f"The list is full: it holds {MOST_NAMES} names." in asker.told


def test_a_very_long_name_is_shown_short() -> None:
    names, asker = _names("x" * 500, "keep", *DONE)
    assert names == ("x" * 500,)
    assert max(len(line) for line in asker.told) < 200


def test_a_name_too_long_to_be_read_back_is_left_out_and_told() -> None:
    names, asker = _names("x" * 501, "hammer", *DONE)
    assert names == ("hammer",)
    assert any("at most 500 letters" in line for line in asker.told)
    assert max(len(line) for line in asker.told) < 200


def test_completion_offers_names_and_what_they_stand_for() -> None:
    complete = _names("drill", *DONE)[1].prompts[0].complete
    assert complete is not None
    assert [(offer.name, offer.meaning) for offer in complete("bor")] == [("Boremax", "drill")]


def test_several_names_on_a_line_are_taken_one_by_one_and_asked_about_one_by_one() -> None:
    names, asker = _names("drill and zzqx", "leave", *DONE)
    assert asker.prompts[1].ask == '"zzqx" is not on our list. Is it spelt right?'
    assert names == ("drill",)
    names, asker = _names("brush plus hamer and masking tape", "0", *DONE)
    assert asker.prompts[1].ask == 'Did you mean "hammer"? You typed "hamer".'
    assert names == ("brush", "hammer", "masking tape")
