"""Amounts as people and attackers type them: read to the cent, or refused with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyguide.amounts import AmountRefused, as_number, read_amount, show_amount

LARGEST = 10_000_000  # hundredths


def read(typed: str, unit: str | None = "USD") -> int:
    return read_amount(typed, unit, 0, LARGEST)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("300", 30_000), ("$300", 30_000), ("300 dollars", 30_000), ("$1,299.99", 129_999),
        ("1,299", 129_900), ("300 USD", 30_000), ("  300  ", 30_000), ("0", 0), ("+300", 30_000),
        ("00300", 30_000), (".5", 50), ("5.", 500), ("300$", 30_000), ("3500", 350_000),
        ("$ 300", 30_000), ("usd 300", None), ("1,299,999.5", None), ("$300 dollars", 30_000),
        ("99,999.99", 9_999_999), ("100000", 10_000_000), ("US$ 12", None),
        ("12 us dollars", 1_200),
        ("250 DOLLARS", 25_000), ("1 dollar", 100), ("0.01", 1), ("0.1", 10), ("+$5", None),
    ],
)  # fmt: skip
def test_an_amount_as_people_type_it_is_read_to_the_cent(typed: str, cents: int | None) -> None:
    if cents is None:
        with pytest.raises(AmountRefused):
            read(typed)
    else:
        assert read(typed) == cents


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1 299,99", "A comma may only part thousands"),
        ("1.299,99", "A comma may only part thousands"),
        ("1,29", "A comma may only part thousands"),
        ("1.2.3", "not an amount"),
        ("1k", "Write out thousands"),
        ("1.5k", "Write out thousands"),
        ("under 300", "not an amount"),
        ("300-400", "not a range"),
        ("300 to 400", "not a range"),
        ("about 300", "not an amount"),
        ("€300", "Only the unit asked for"),
        ("£300", "Only the unit asked for"),
        ("250 euro", "Only the unit asked for"),
        ("30POUNDS", "Only the unit asked for"),
        ("eur 250", "Only the unit asked for"),
        ("euro", "not an amount"),
        ("250 europeans", "not an amount"),
        ("three hundred", "not an amount"),
        ("", "Nothing was given"),
        (" ", "Nothing was given"),
        ("-0", "less than nothing"),
        ("-5", "less than nothing"),
        ("\u22125", "less than nothing"),
        ("(300)", "less than nothing"),
        ("0.001", "at most two figures"),
        ("299.999", "at most two figures"),
        ("nan", "not an amount"),
        ("NaN", "not an amount"),
        ("sNaN", "not an amount"),
        ("inf", "not an amount"),
        ("-inf", "less than nothing"),
        ("Infinity", "not an amount"),
        ("1e3", "Write out every figure"),
        ("1e999999999", "Write out every figure"),
        ("1E-400", "Write out every figure"),
        ("9" * 400, "too long"),
        ("9" * 100_000, "too long"),
        ("9" * 30, "It must lie between $0 and $100,000."),
        ("1_000", "not an amount"),
        ("0x10", "not an amount"),
        ("\uff11\uff12\uff13", "not an amount"),  # full-width figures
        ("\u0663\u0660\u0660", "not an amount"),  # Arabic-Indic figures
        ("3\u00a0000", "without a gap"),
        ("3\u202f000", "without a gap"),
        ("3'000", "without a gap"),
        ("3 000", "without a gap"),
        ("1,2,3", "not an amount"),
        ("12,34,567", "not an amount"),
        ("$", "Nothing was given"),
        (".", "not an amount"),
        ("$$300", "Only the unit asked for"),
        ("3OO", "not an amount"),
        ("l00", "not an amount"),
        ("\u00bd", "not an amount"),
        ("\u00b2", "not an amount"),
        ("300; rm -rf /", "not an amount"),
        ("\x1b[2J300", "not an amount"),
        ("300\n400", "not an amount"),
        ("300\n", "not an amount"),
        ("100000.01", "It must lie between"),
        ("100 days", "not an amount"),
    ],
)
def test_what_would_have_to_be_guessed_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(AmountRefused) as refused:
        read(typed)
    said = str(refused.value)
    assert reason in said
    assert "\x1b" not in said
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [("30 days", 3_000), ("30", 3_000), ("1 day", 100), ("30DAYS", 3_000), ("1.5 days", 150)],
)
def test_an_amount_of_another_unit_takes_that_unit_only(typed: str, hundredths: int) -> None:
    assert read(typed, "days") == hundredths
    for wrong in ("$30", "30 minutes", "30 usd"):
        with pytest.raises(AmountRefused):
            read(wrong, "days")


def test_the_bounds_belong_to_the_amounts_that_are_read() -> None:
    assert read_amount("1", "USD", 100, 200) == 100
    assert read_amount("2", "USD", 100, 200) == 200
    for typed in ("0.99", "2.01"):
        with pytest.raises(AmountRefused, match=r"between \$1 and \$2"):
            read_amount(typed, "USD", 100, 200)


@pytest.mark.parametrize(
    ("hundredths", "unit", "shown"),
    [
        (129_950, "USD", "$1,299.50"), (30_000, "USD", "$300"), (5, "USD", "$0.05"),
        (3_000, "days", "30 days"), (100, "days", "1 day"), (150, "days", "1.5 days"),
        (0, "days", "0 days"), (10_000, "GBP", "£100"), (10_000, "EUR", "€100"),
        (350, None, "3.5"), (1_000_000, "minutes", "10,000 minutes"),
    ],
)  # fmt: skip
def test_an_amount_is_shown_as_people_write_it(
    hundredths: int, unit: str | None, shown: str
) -> None:
    assert show_amount(hundredths, unit) == shown


def test_an_amount_in_a_file_is_a_plain_number() -> None:
    assert as_number(25_000) == 250
    assert isinstance(as_number(25_000), int)
    assert as_number(9_999) == 99.99


UNITS = st.sampled_from([None, "USD", "EUR", "GBP", "days", "minutes"])


@given(st.integers(0, 10**9), UNITS)
def test_what_is_shown_is_read_back_as_the_same_amount(hundredths: int, unit: str | None) -> None:
    assert read_amount(show_amount(hundredths, unit), unit, 0, 10**9) == hundredths
    assert read_amount(str(as_number(hundredths)), unit, 0, 10**9) == hundredths


@given(st.integers(0, 10**9), st.integers(0, 10**9), UNITS)
def test_the_amount_that_a_refusal_names_as_an_example_can_be_given(
    one: int, other: int, unit: str | None
) -> None:
    least, most = sorted((one, other))
    with pytest.raises(AmountRefused) as refused:
        read_amount("some", unit, least, most)
    example = str(refused.value).partition("for example ")[2].removesuffix(".")
    assert least <= read_amount(example, unit, least, most) <= most


@given(st.text(max_size=50) | st.text("0123456789.,$-+ eEkK", max_size=45), UNITS)
def test_any_text_is_an_amount_within_bounds_or_refused(typed: str, unit: str | None) -> None:
    try:
        found = read(typed, unit)
    except AmountRefused:
        return
    assert 0 <= found <= LARGEST
    assert read(show_amount(found, unit), unit) == found
