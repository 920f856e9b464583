"""Several devices side by side, from real files: how each stands, and what comes out ahead."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.bicycle import run

if TYPE_CHECKING:
    from pathlib import Path

PERSON = """\
guide: red_light_mask
answers:
  for_whom: me
  country: us
  goals: [wrinkles, acne]
  acne_severity: mild_moderate
  age: 27_or_over
  pregnancy: does_not_apply
  eye_conditions: [none]
  light_conditions: [none]
  skin_conditions: [none]
  light_medicine: no
  medicine_list: none
  skin_marks: no
  patience: months
  sessions: three_or_four
  budget: 500
  device_in_mind: no
"""
CLEARED = """\
  device_name: Glow One
  device_form: mask
  device_price: 335
  device_source: maker
  device_light: [red, blue]
  device_wavelength: red_630_660
  device_clearance: confirmed
  device_k_number: K240001
  device_cleared_for: [wrinkles]
  device_eye_protection: yes
  device_extras: [none]
  device_claims: [none]
  device_return_days: 60
  device_session_minutes: 10
"""
REGISTERED = CLEARED.replace("clearance: confirmed", "clearance: registered_only").replace(
    "  device_k_number: K240001\n  device_cleared_for: [wrinkles]\n", ""
)


class Desk:
    """A folder with a person and devices in files, and what the program makes of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file("me.yaml", PERSON)

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return str(self.folder / name)

    def device(self, name: str, answers: str) -> str:
        return self.file(f"{name}.yaml", f"answers:\n{answers}")

    def compare(self, *devices: str, person: str = "me.yaml") -> dict[str, Any]:
        done = run("compare", self.folder / person, *devices, "--format", "json")
        assert (done.returncode, done.stderr) == (0, "")
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def marks(found: dict[str, Any], number: int) -> dict[str, str]:
    return {point["id"]: point["mark"] for point in found["candidates"][number]["points"]}


def verdicts(found: dict[str, Any]) -> list[str]:
    return [one["report"]["verdict"]["id"] for one in found["candidates"]]


def test_of_a_cleared_and_a_registered_mask_the_cleared_one_comes_out_ahead(desk: Desk) -> None:
    found = desk.compare(desk.device("one", CLEARED), desk.device("two", REGISTERED))
    assert verdicts(found) == ["reasonable", "not_this_device"]
    assert found["ahead"] == ["Device A: Glow One"]
    assert marks(found, 0)["cleared"] == "look_closer"  # for lines it is, for acne it is not
    assert marks(found, 1)["cleared"] == marks(found, 1)["words"] == "against"


def test_a_price_is_set_beside_the_budget_and_the_range_that_was_read(desk: Desk) -> None:
    cheap = CLEARED.replace("335", "60")
    dear = CLEARED.replace("335", "3500")
    found = desk.compare(desk.device("cheap", cheap), desk.device("dear", dear))
    assert [marks(found, n)["price"] for n in (0, 1)] == ["look_closer", "against"]
    assert verdicts(found) == ["reasonable", "not_yet"]
    costs = [_text(found, n, "price_per_session") for n in (0, 1)]
    assert "each session costs about $0.33 over one year or $0.16 over two" in costs[0]
    assert "each session costs about $19.23 over one year or $9.62 over two" in costs[1]


def _text(found: dict[str, Any], number: int, finding: str) -> str:
    findings = found["candidates"][number]["report"]["findings"]
    return str(next(one["text"] for one in findings if one["id"] == finding))


def test_a_return_period_of_14_days_ends_before_week_eight(desk: Desk) -> None:
    short = CLEARED.replace("return_days: 60", "return_days: 14")
    found = desk.compare(desk.device("short", short), desk.device("long", CLEARED))
    assert [marks(found, n)["returns"] for n in (0, 1)] == ["look_closer", "fine"]
    assert "14 days" in _text(found, 0, "return_ends_too_soon")


def test_a_hair_helmet_offered_for_lines_is_the_wrong_device(desk: Desk) -> None:
    helmet = CLEARED.replace("form: mask", "form: hair_device").replace(
        "cleared_for: [wrinkles]", "cleared_for: [other]"
    )
    found = desk.compare(desk.device("helmet", helmet), desk.device("mask", CLEARED))
    assert verdicts(found) == ["wrong_device", "reasonable"]
    assert marks(found, 0)["kind"] == "against"
    assert found["ahead"] == ["Device B: Glow One"]


def test_ten_devices_stand_side_by_side_and_an_eleventh_is_refused(desk: Desk) -> None:
    devices = [desk.device(f"d{n}", CLEARED.replace("One", f"No {n}")) for n in range(11)]
    found = desk.compare(*devices[:10])
    assert [one["name"] for one in found["candidates"]][::9] == [
        "Device A: Glow No 0",
        "Device J: Glow No 9",
    ]
    done = run("compare", desk.folder / "me.yaml", *devices)
    assert (done.returncode, done.stdout) == (2, "")
    assert "There are 11 devices to compare. From 1 to 10 can stand side by side" in done.stderr


def test_a_misspelt_key_in_a_device_file_is_named_with_its_line_and_a_guess(desk: Desk) -> None:
    wrong = desk.device("wrong", CLEARED.replace("device_light", "device_ligth"))
    good = desk.device("good", CLEARED)
    done = run("compare", desk.folder / "me.yaml", good, wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert f'{wrong}:6:3: this guide has no question "device_ligth".' in done.stderr
    assert 'Did you mean "device_light"?' in done.stderr
    assert "Traceback" not in done.stderr


def test_an_answer_about_the_person_in_a_device_file_is_refused(desk: Desk) -> None:
    wrong = desk.device("wrong", f"{CLEARED}  age: under_18\n")
    done = run("compare", desk.folder / "me.yaml", wrong)
    assert done.returncode == 2
    assert '"age" does not describe the device.' in done.stderr


def test_every_answer_that_a_device_lacks_is_named(desk: Desk) -> None:
    half = desk.device("half", "  device_name: Glow\n  device_form: mask\n")
    done = run("compare", desk.folder / "me.yaml", half)
    assert (done.returncode, done.stdout) == (2, "")
    for id in ("device_light", "device_clearance", "device_eye_protection"):
        assert f'{half}: "{id}" is not answered.' in done.stderr


def test_where_none_of_the_devices_fits_doing_nothing_comes_out_ahead(desk: Desk) -> None:
    none = REGISTERED.replace("registered_only", "none")
    files = desk.device("one", REGISTERED), desk.device("two", none)
    found = desk.compare(*files)
    assert (found["verdict"], verdicts(found)) == ("not_this_device", ["not_this_device"] * 2)
    done = run("compare", desk.folder / "me.yaml", *files, "--plain")
    ahead = done.stdout.split("What comes out ahead")[1].splitlines()
    assert ahead[1].startswith("Doing nothing comes out ahead.")
    assert "Ahead:" not in done.stdout


def test_a_gate_is_never_outvoted_and_what_holds_behind_it_is_said(desk: Desk) -> None:
    gated = desk.file("gated.yaml", PERSON.replace("pregnancy: does_not_apply", "pregnancy: yes"))
    files = desk.device("one", CLEARED), desk.device("two", REGISTERED)
    found = desk.compare(*files, person="gated.yaml")
    assert found["verdict"] == "ask_first"
    assert found["once_a_clinician_agrees"] == "reasonable"
    assert found["then_ahead"] == ["Device A: Glow One"]
    done = run("compare", gated, *files, "--plain")
    ahead = done.stdout.split("What comes out ahead")[1].splitlines()
    assert ahead[1].startswith("Asking comes first.")


def test_devices_with_the_same_advice_are_not_ranked_and_their_differences_are_named(
    desk: Desk,
) -> None:
    short = CLEARED.replace("return_days: 60", "return_days: 14")
    done = run(
        "compare", desk.folder / "me.yaml",
        desk.device("one", CLEARED), desk.device("two", short), "--plain",
    )  # fmt: skip
    assert "Ahead: Device A: Glow One; Device B: Glow One." in done.stdout
    assert "we do not rank them. They differ in: Time to send it back." in done.stdout


def test_what_is_not_known_of_a_device_is_a_question_for_its_seller(desk: Desk) -> None:
    open_points = CLEARED.replace("device_return_days: 60", "device_return_days: null").replace(
        "device_wavelength: red_630_660", "device_wavelength: unsure"
    )
    found = desk.compare(desk.device("one", open_points))
    assert found["candidates"][0]["to_ask"] == [
        "Which wavelengths does it give, in nanometres?",
        "How many days do I have to send it back after use, and what does that cost?",
    ]


def test_devices_in_the_answers_file_are_compared_and_reported(desk: Desk) -> None:
    lines = CLEARED.replace("Glow One", "Glow Two").splitlines()
    listed = "candidates:\n  - " + "\n    ".join(line.strip() for line in lines) + "\n"
    person = PERSON.replace("  device_in_mind: no\n", f"  device_in_mind: yes\n{CLEARED}") + listed
    both = desk.file("both.yaml", person)
    found = desk.compare(person="both.yaml")
    assert [one["name"] for one in found["candidates"]] == [
        "Device A: Glow One",
        "Device B: Glow Two",
    ]
    reported = run("report", both, "--plain").stdout
    assert "Our advice. Device A: Can be bought; Device B: Can be bought." in reported


def test_a_person_without_a_device_has_nothing_to_compare(desk: Desk) -> None:
    done = run("compare", desk.folder / "me.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There are 0 devices to compare." in done.stderr


def test_a_guide_without_candidates_says_that_there_is_nothing_to_compare(desk: Desk) -> None:
    from tests.bicycle import FOLDER, GOOD_ANSWERS

    mine = desk.file("bicycle.yaml", GOOD_ANSWERS)
    done = run("compare", mine, "--guide", FOLDER)
    assert done.returncode == 2
    assert done.stderr == "The guide bicycle has nothing to set side by side.\n"


@pytest.mark.parametrize(
    ("number", "goal", "mark"),
    [
        ("K191629", "wrinkles", "fine"),  # a mask whose record names wrinkles
        ("K210948", "wrinkles", "look_closer"),  # one whose record names acne only
        ("K999999", "wrinkles", "fine"),  # a record we did not read says nothing either way
    ],
)
def test_a_known_number_is_recognised_and_set_beside_the_use_that_was_ticked(
    desk: Desk, number: str, goal: str, mark: str
) -> None:
    person = PERSON.replace("[wrinkles, acne]", f"[{goal}]")
    desk.file("lines.yaml", person.replace("  acne_severity: mild_moderate\n", ""))
    device = desk.device("one", CLEARED.replace("K240001", number).replace("[red, blue]", "[red]"))
    found = desk.compare(device, person="lines.yaml")
    assert marks(found, 0)["cleared"] == mark
    ids = {one["id"] for one in found["candidates"][0]["report"]["findings"]}
    assert ("record_of_the_number" in ids) == (number != "K999999")
    assert ("record_names_another_use" in ids) == (mark == "look_closer")


def test_a_comparison_reads_at_60_columns_and_aloud(desk: Desk) -> None:
    files = [desk.device(f"d{n}", CLEARED) for n in range(5)]
    plain = run("compare", desk.folder / "me.yaml", *files, "--plain").stdout
    eyes = "Eye protection. " + "; ".join(f"Device {letter}: fine" for letter in "ABCDE") + "."
    assert eyes in plain.splitlines()
    drawn = run(
        "compare", desk.folder / "me.yaml", *files, environment={"COLUMNS": "60", "TERM": "xterm"}
    ).stdout
    part = drawn.split("Side by side")[1].split("point by point")[0]
    assert max(map(len, part.splitlines())) <= 60
    assert [line.split() for line in part.splitlines() if "Device" in line][:3] == [
        ["Device", "A", "Device", "B"],
        ["Device", "C", "Device", "D"],
        ["Device", "E"],
    ]


def test_every_format_holds_the_same_marks(desk: Desk, tmp_path: Path) -> None:
    files = desk.device("one", CLEARED), desk.device("two", REGISTERED)
    for ending in ("md", "html", "txt", "json"):
        out = tmp_path / f"out.{ending}"
        done = run("compare", desk.folder / "me.yaml", *files, "-o", out)
        assert done.returncode == 0
        text = out.read_text(encoding="utf-8").replace("\\", "")
        for words in ("Glow One", "against", "look", "FDA clearance for your goal"):
            assert words in text, ending
