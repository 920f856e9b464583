"""The one reader of amounts: text to whole hundredths, or a refusal that says how to write it.

It never guesses: a decimal comma, an exponent, another currency or other digits are refused.
"""

from __future__ import annotations

import re

_CURRENCIES = {
    "USD": ("$", ("usd", "us$", "dollar", "dollars", "us dollars")),
    "EUR": ("€", ("eur", "euro", "euros")),
    "GBP": ("£", ("gbp", "pound", "pounds")),
}
_MONEY = "|".join(re.escape(word) for _, words in _CURRENCIES.values() for word in words)
_LONGEST = 40  # letters; longer text is no amount, and is not looked at
_ONE_UNIT = "Only the unit asked for can be used."
_NUMBER = re.compile(
    r"(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.(?P<part>[0-9]*))?", re.ASCII
)


class AmountRefused(ValueError):
    """The text is no amount that can be read without guessing; the message says what to write."""


def read_amount(text: str, unit: str | None, minimum: int, maximum: int) -> int:
    """Return the amount in hundredths of the unit.

    ``unit`` is a currency code (USD, EUR, GBP) or a word such as ``days``; ``minimum`` and
    ``maximum`` are in hundredths. Raises ``AmountRefused``.
    """
    example = f"for example {example_amount(unit, minimum, maximum)}"
    number = _bare(text, unit)
    found = _NUMBER.fullmatch(number)
    if found is None or not (found["whole"] or found["part"]):
        raise AmountRefused(f"{_why_not(number)} Write one plain number, {example}.")
    part = found["part"] or ""
    if len(part) > 2:
        raise AmountRefused(f"Give at most two figures after the point, {example}.")
    hundredths = int((found["whole"] or "0").replace(",", "")) * 100 + int(part.ljust(2, "0"))
    if not minimum <= hundredths <= maximum:
        low, high = show_amount(minimum, unit), show_amount(maximum, unit)
        raise AmountRefused(f"It must lie between {low} and {high}.")
    return hundredths


def example_amount(unit: str | None, minimum: int, maximum: int) -> str:
    """Return an amount that can be given, as people write it."""
    return show_amount(max(minimum, min(25_000, maximum)), unit)


def show_amount(hundredths: int, unit: str | None) -> str:
    """Return the amount as people write it: ``$1,299.50``, ``30 days``, ``1 day``."""
    whole, part = divmod(hundredths, 100)
    symbol = _CURRENCIES.get(unit or "", ("", ()))[0]
    decimals = f".{part:02}" if part else ""
    if not symbol and part:
        decimals = decimals.rstrip("0")
    number = f"{whole:,}{decimals}"
    if symbol or not unit:
        return f"{symbol}{number}"
    return f"{number} {_singular(unit) if hundredths == 100 else unit}"


def is_currency(unit: str | None) -> bool:
    """Say whether a unit is one of the currencies."""
    return unit in _CURRENCIES


def as_number(hundredths: int) -> int | float:
    """Return the amount as a plain number, as answers files hold it: 250, 99.99."""
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def _bare(text: str, unit: str | None) -> str:
    """Strip blanks, one sign of the unit (before or after) and a leading plus."""
    if len(text) > _LONGEST:
        raise AmountRefused("That is too long for an amount.")
    number = text.strip(" ").lower()
    symbol, words = _CURRENCIES.get(unit or "", ("", ()))
    if not symbol and unit:
        words = (unit.lower(), _singular(unit.lower()))
    endings = sorted(words, key=len, reverse=True)
    if symbol and number.startswith(symbol):
        number = number[len(symbol) :].lstrip(" ")
    else:
        endings.append(symbol)
    ending = next((word for word in endings if word and number.endswith(word)), "")
    return number.removesuffix(ending).rstrip(" ").removeprefix("+")


def _singular(unit: str) -> str:
    return unit.removesuffix("s")


def _why_not(number: str) -> str:
    """Say in a sentence what stands in the way."""
    reasons = (
        (r"", "Nothing was given."),
        (r"[-\u2212(].*", "It cannot be less than nothing."),
        (r"[0-9. ]+,[0-9]{1,2}", "A comma may only part thousands; use a point for cents."),
        (r"[0-9]{1,3}([ '\u00a0\u202f][0-9]{3})+", "Write thousands without a gap."),
        (r"[0-9][0-9.,]*\s*k", "Write out thousands in figures."),
        (r"[0-9.]+e[-+0-9]*", "Write out every figure."),
        (r".*[0-9].*(-|to).*[0-9].*", "Give one amount, not a range."),
        (rf".*[€£$¥].*|.*[0-9] *({_MONEY})|({_MONEY}) *[0-9].*", _ONE_UNIT),
    )
    for pattern, reason in reasons:
        if re.fullmatch(pattern, number):
            return reason
    return "That is not an amount."
