"""A list answers nothing until a key points at a line, and ticks that contradict never stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyguide.interview.asker import Prompt, Row
from buyguide.interview.sheet import SKIP, Sheet, drawn, foot
from buyguide.wrapping import cells

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = (
    Row("dizzy", "Dizzy spells", "now and then"),
    Row("grip", "A weak grip", also=("Händedruck",)),
    Row("knee", "A bad knee"),
    Row("none", "None of these", alone=True, above="or"),
    Row("unsure", "Not sure", alone=True),
)


def _sheet(*, many: bool = False, earlier: tuple[str, ...] = (), skip: str | None = None) -> Sheet:
    return Sheet(Prompt("Which?", "Which", rows=ROWS, earlier=earlier, skip=skip), many=many)


def _prompt(**more: Any) -> Prompt:  # noqa: ANN401  fields of every type
    return Prompt("Which?", "Which", rows=ROWS, **more)


def _text(sheet: Sheet, width: int = 60) -> list[str]:
    pieces = drawn(sheet, width)
    return "".join(text for _, text in pieces).split("\n")


def test_a_list_that_nobody_moved_in_has_no_reply() -> None:
    sheet = _sheet()
    assert sheet.reply() is None
    assert sheet.note == "Point at an answer with the arrow keys first."


def test_pointing_at_a_line_and_going_on_answers_with_it() -> None:
    sheet = _sheet()
    sheet.move(1)
    sheet.move(1)
    assert sheet.reply() == ("grip",)


def test_a_skip_is_kept_as_any_earlier_reply_and_only_where_it_was_one() -> None:
    for many in (False, True):
        assert Sheet(_prompt(skip="Skip", skipped=True), many).reply() == (SKIP,)
        assert Sheet(_prompt(skip="Skip"), many).reply() is None
        assert Sheet(_prompt(skipped=True), many).reply() is None


def test_a_reason_is_offered_only_where_there_is_one() -> None:
    for asked in (_prompt(why="So."), _prompt(effect=lambda: "Much.")):
        assert foot(Sheet(asked, many=False), 80)[0][1].endswith("chooses, ? why, Ctrl-B back")
    assert foot(Sheet(_prompt(), many=False), 80)[0][1].endswith("chooses, Ctrl-B back")


def test_moving_goes_round_and_pages_stop_at_the_ends() -> None:
    sheet = _sheet()
    sheet.move(-1)
    assert sheet.pointed == "unsure"
    sheet.move(1)
    assert sheet.pointed == "dizzy"
    sheet.page(1)
    assert sheet.pointed == "unsure"
    sheet.page(-1)
    assert sheet.pointed == "dizzy"
    sheet.end(last=True)
    assert sheet.pointed == "unsure"


def test_ticks_need_a_line_pointed_at() -> None:
    sheet = _sheet(many=True)
    sheet.tick()
    assert sheet.ticked == []
    assert sheet.note


def test_pointing_alone_is_no_answer_where_lines_are_ticked() -> None:
    sheet = _sheet(many=True)
    sheet.move(1)
    assert sheet.reply() is None
    assert sheet.note == "Tick at least one line with the space bar first."


@given(st.lists(st.tuples(st.sampled_from(["up", "down", "tick"]), st.integers(1, 4))))
def test_no_keys_leave_ticks_that_contradict_each_other(keys: list[tuple[str, int]]) -> None:
    sheet = _sheet(many=True, skip="Skip")
    for key, times in keys:
        for _ in range(times):
            sheet.tick() if key == "tick" else sheet.move(1 if key == "down" else -1)
    alone = {"none", "unsure", SKIP} & set(sheet.ticked)
    assert not alone or len(sheet.ticked) == 1


def test_ticks_come_back_in_the_order_of_the_lines() -> None:
    sheet = _sheet(many=True)
    for id in ("knee", "dizzy"):
        sheet.pointed = id
        sheet.tick()
    assert sheet.reply() == ("dizzy", "knee")


@pytest.mark.parametrize("search", ["warfarin", "zzz", "dizzy grip"])
def test_a_search_without_a_match_shows_and_points_at_nothing(search: str) -> None:
    sheet = _sheet()
    sheet.move(1)
    sheet.find(search)
    assert sheet.shown == ()
    assert sheet.reply() is None


@pytest.mark.parametrize("key", [Sheet.reply, Sheet.tick])
def test_answering_a_search_without_a_match_says_so_and_shows_every_line_again(
    key: Callable[[Sheet], object],
) -> None:
    sheet = _sheet()
    sheet.find("warfarin")
    assert not key(sheet)
    assert sheet.note == 'No line holds "warfarin". Point at an answer with the arrow keys first.'
    assert len(sheet.shown) == len(ROWS)
    assert sheet.reply() is None


def test_an_arrow_drops_a_search_without_a_match_and_only_the_next_one_points() -> None:
    sheet = _sheet(many=True)
    sheet.find("warfarin")
    sheet.move(1)
    assert len(sheet.shown) == len(ROWS)
    sheet.tick()
    assert sheet.reply() is None
    sheet.move(1)
    sheet.tick()
    assert sheet.reply() == ("dizzy",)


def test_a_search_points_only_when_one_line_is_left() -> None:
    sheet = _sheet()
    sheet.find("A")
    assert len(sheet.shown) == 3
    assert sheet.reply() is None
    sheet.find("A weak")
    assert sheet.reply() == ("grip",)


def test_a_search_that_names_one_line_in_full_points_at_it_among_others() -> None:
    rows = (Row("no", "No"), Row("unsure", "Not sure"), Row("skip", "Rather not", also=("No",)))
    sheet = Sheet(Prompt("Which?", "Which", rows=rows[:2]), many=False)
    for typed, pointed in (("n", None), ("NO", "no"), ("not", "unsure"), ("no ", "no")):
        sheet.find(typed)
        assert sheet.pointed == pointed
    twice = Sheet(Prompt("Which?", "Which", rows=rows), many=False)
    twice.find("no")
    assert twice.pointed is None


@pytest.mark.parametrize("search", ["GRIP", "handedruck", "grip weak", "now and"])
def test_a_search_finds_words_in_any_order_case_or_accent_and_other_names(search: str) -> None:
    sheet = _sheet()
    sheet.find(search)
    assert len(sheet.shown) == 1


def test_ticking_what_was_searched_for_brings_the_whole_list_back() -> None:
    sheet = _sheet(many=True)
    sheet.find("knee")
    sheet.tick()
    assert len(sheet.shown) == len(ROWS)
    assert sheet.reply() == ("knee",)


@pytest.mark.parametrize(
    ("typed", "ticked"),
    [
        ("a weak grip ", ["grip"]),
        ("a bad knee ", ["knee"]),
        ("dizzy spells ", ["dizzy"]),
        ("none of these ", ["none"]),
        ("knee knee ", ["knee"]),
        ("a g ", ["grip"]),
        ("a ", []),
        ("qq top ", []),
    ],
)
def test_the_words_of_a_line_can_be_typed_with_the_blanks_between_them(
    typed: str, ticked: list[str]
) -> None:
    sheet = _sheet(many=True)
    for letter in typed:
        sheet.space() if letter == " " else sheet.find(sheet.search + letter)
    assert sheet.ticked == ticked


def test_the_space_bar_leaves_the_pointer_of_a_list_to_choose_from_where_it_is() -> None:
    sheet = _sheet()
    sheet.move(1)
    sheet.space()
    assert sheet.reply() == ("dizzy",)
    sheet.find("bad")
    sheet.space()
    assert sheet.search == "bad "


def test_what_was_ticked_by_a_search_is_unticked_with_the_whole_list_in_sight() -> None:
    sheet = _sheet(many=True, earlier=("knee",))
    sheet.find("knee")
    sheet.space()
    assert sheet.ticked == ["knee"]
    sheet.space()
    assert sheet.ticked == []


def test_an_earlier_answer_is_pointed_at_or_ticked() -> None:
    assert _sheet(earlier=("knee",)).reply() == ("knee",)
    assert _sheet(many=True, earlier=("knee", "gone")).reply() == ("knee",)
    assert _sheet(earlier=("gone",)).reply() is None


def test_skipping_is_the_last_line_and_stands_alone() -> None:
    sheet = _sheet(many=True, skip="Skip this", earlier=("knee",))
    sheet.end(last=True)
    sheet.tick()
    assert sheet.reply() == (SKIP,)
    assert _text(sheet)[-1].strip().endswith("Skip this")


def test_ticked_and_open_lines_look_different_and_the_pointer_is_on_one() -> None:
    sheet = _sheet(many=True)
    sheet.move(1)
    sheet.tick()
    assert _text(sheet)[:4] == [
        " » ● Dizzy spells (now and then)",
        "   ○ A weak grip",
        "   ○ A bad knee",
        " or",
    ]


def test_the_line_that_skips_stands_apart() -> None:
    assert _text(_sheet(skip="Skip this"))[-2:] == [" ", "   Skip this"]


def test_what_is_typed_just_now_is_in_sight_however_long_the_search() -> None:
    sheet = _sheet()
    sheet.find("x" * 39 + "y")
    assert "xy: no line holds this (Esc shows all lines)" in foot(sheet, 200)[-1][1]
    assert len(foot(sheet, 40)) <= 7  # four lines and what parts them


@pytest.mark.parametrize("width", [1, 2, 8, 12, 20, 40, 80, 200])
@pytest.mark.parametrize("many", [False, True])
def test_no_line_drawn_is_wider_than_the_screen(width: int, *, many: bool) -> None:
    sheet = _sheet(many=many, skip="Skip this question, whatever it is")
    sheet.find("zz")
    lines = "".join(text for _, text in foot(sheet, width)).split("\n")
    sheet.find("")
    lines += _text(sheet, width)
    assert max(cells(line) for line in lines) <= max(width, 7)


@pytest.mark.parametrize("width", [3, 12, 20, 33])
@pytest.mark.parametrize("many", [False, True])
def test_the_further_lines_of_a_row_are_set_in_and_lose_nothing(width: int, *, many: bool) -> None:
    words = "Spots:  deep painful lumps, or such that leave verylongscarsthatfillthewholeline"
    sheet = Sheet(Prompt("Which?", "Which", rows=(Row("a", words), Row("b", "B"))), many)
    *lines, last = _text(sheet, width)
    assert "".join("".join(lines).split()).lstrip("\u25cb") == "".join(words.split())
    begins = [len(line) - len(line.lstrip(" \u25cb")) for line in (*lines, last)]
    assert begins[0] == begins[-1] == (5 if many else 3)
    assert set(begins[1:-1]) == {begins[0] if many or width < 20 else 5}
