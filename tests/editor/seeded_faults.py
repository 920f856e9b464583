"""Faults as editors make them, each seeded on its own in a copy of the shipped guide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from buyguide.guide.condition import All, AnyOf, InSituation, Test

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buyguide.guide.catalogues import Catalogue, Group
    from buyguide.guide.condition import Condition
    from buyguide.guide.model import Guide, Question
    from buyguide.guide.rules import Rule

Fault = "Callable[[Guide], Guide]"


def rewritten(condition: Condition, change: Callable[[Condition], Condition | None]) -> Condition:
    """Return the condition with each part changed; a part that becomes None is dropped."""
    changed = change(condition)
    if changed is not condition:
        return AnyOf(()) if changed is None else changed
    if isinstance(condition, Test | InSituation):
        return condition
    kept = (part for part in condition.parts if change(part) is not None)
    return type(condition)(tuple(rewritten(part, change) for part in kept))


def in_rule(id: str, change: Callable[[Rule], Rule | None]) -> Callable[[Guide], Guide]:
    def fault(guide: Guide) -> Guide:
        assert any(rule.id == id for rule in guide.rules), f"there is no rule {id}"
        changed = (change(rule) if rule.id == id else rule for rule in guide.rules)
        return replace(guide, rules=tuple(rule for rule in changed if rule is not None))

    return fault


def in_question(id: str, **parts: Any) -> Callable[[Guide], Guide]:  # noqa: ANN401 any field
    def fault(guide: Guide) -> Guide:
        assert id in guide.question_by_id, f"there is no question {id}"
        questions = (replace(q, **parts) if q.id == id else q for q in guide.questions)
        return replace(guide, questions=tuple(questions))

    return fault


def in_when(id: str, change: Callable[[Condition], Condition | None]) -> Callable[[Guide], Guide]:
    """Change the condition of a rule or a situation."""

    def fault(guide: Guide) -> Guide:
        if id in guide.situations:
            situation = guide.situations[id]
            when = rewritten(situation.when, change)
            assert when != situation.when, f"nothing changed in {id}"
            changed = {**guide.situations, id: replace(situation, when=when)}
            return replace(guide, situations=changed)
        rule = next(rule for rule in guide.rules if rule.id == id)
        assert rule.when is not None
        when = rewritten(rule.when, change)
        assert when != rule.when, f"nothing changed in {id}"
        return in_rule(id, lambda rule: replace(rule, when=when))(guide)

    return fault


def forget(id: str, question: str, option: str) -> Callable[[Guide], Guide]:
    """Leave one option out of the tests of a question."""

    def change(part: Condition) -> Condition | None:
        if isinstance(part, Test) and part.question == question and option in part.options:
            rest = tuple(other for other in part.options if other != option)
            return replace(part, options=rest) if rest else None
        return part

    return in_when(id, change)


def alter(id: str, question: str, **parts: Any) -> Callable[[Guide], Guide]:  # noqa: ANN401
    """Change a part of the test of a question."""

    def change(part: Condition) -> Condition:
        return (
            replace(part, **parts) if isinstance(part, Test) and part.question == question else part
        )

    return in_when(id, change)


def drop(id: str, question: str) -> Callable[[Guide], Guide]:
    """Leave out the tests of a question."""

    def change(part: Condition) -> Condition | None:
        return None if isinstance(part, Test) and part.question == question else part

    return in_when(id, change)


def swap_groups(id: str) -> Callable[[Guide], Guide]:
    """Write `any` for `all`, or `all` for `any`, at the outermost place."""

    def fault(guide: Guide) -> Guide:
        when = (
            guide.situations[id].when
            if id in guide.situations
            else next(rule.when for rule in guide.rules if rule.id == id)
        )
        assert isinstance(when, All | AnyOf), f"{id} has no group"
        other = AnyOf(when.parts) if isinstance(when, All) else All(when.parts)
        return in_when(id, lambda part: other if part == when else part)(guide)

    return fault


def gone(id: str) -> Callable[[Guide], Guide]:
    return in_rule(id, lambda _: None)


def verdict(id: str, verdict: str | None) -> Callable[[Guide], Guide]:
    return in_rule(id, lambda rule: replace(rule, verdict=verdict))


def severity(id: str, severity: str) -> Callable[[Guide], Guide]:
    return in_rule(id, lambda rule: replace(rule, severity=severity))


def swap_steps(one: str, other: str) -> Callable[[Guide], Guide]:
    def fault(guide: Guide) -> Guide:
        by_id, names = guide.verdict_by_id, {one: other, other: one}
        ladder = tuple(by_id[names.get(v.id, v.id)] for v in guide.verdicts)
        return replace(guide, verdicts=ladder)

    return fault


def without_option(question: str, option: str) -> Callable[[Guide], Guide]:
    def fault(guide: Guide) -> Guide:
        asked: Question = guide.question_by_id[question]
        rest = tuple(o for o in asked.options if o.id != option)
        assert len(rest) < len(asked.options), f"{question} has no option {option}"
        return in_question(question, options=rest)(guide)

    return fault


def meaning_of_option(question: str, option: str, means: str | None) -> Callable[[Guide], Guide]:
    def fault(guide: Guide) -> Guide:
        options = guide.question_by_id[question].options
        changed = tuple(replace(o, means=means) if o.id == option else o for o in options)
        return in_question(question, options=changed)(guide)

    return fault


def _list_with(guide: Guide, name: str) -> tuple[str, Catalogue]:
    return next(pair for pair in guide.catalogues.items() if name in pair[1].entry_by_name)


def retagged(name: str, tag: str) -> Callable[[Guide], Guide]:
    """Give an entry of a catalogue another tag."""

    def fault(guide: Guide) -> Guide:
        id, catalogue = _list_with(guide, name)
        entries = tuple(
            replace(e, tags=frozenset({tag})) if e.name == name else e for e in catalogue.entries
        )
        listed = {**guide.catalogues, id: replace(catalogue, entries=entries)}
        return replace(guide, catalogues=listed)

    return fault


def without_entry(name: str) -> Callable[[Guide], Guide]:
    """Take an entry off its list, and out of every group of names."""

    def fault(guide: Guide) -> Guide:
        id, catalogue = _list_with(guide, name)
        entries = tuple(entry for entry in catalogue.entries if entry.name != name)

        def left(groups: tuple[Group, ...]) -> tuple[Group, ...]:
            rest = ((g, tuple(e for e in g.entries if e != name)) for g in groups)
            return tuple(replace(group, entries=names) for group, names in rest if names)

        changed = replace(
            catalogue,
            entries=entries,
            combinations=left(catalogue.combinations),
            classes=left(catalogue.classes),
            ambiguous=left(catalogue.ambiguous),
        )
        return replace(guide, catalogues={**guide.catalogues, id: changed})

    return fault


FAULTS: Mapping[str, Callable[[Guide], Guide]] = {
    "unsure forgotten for pregnancy": forget("ask_if_pregnancy_unsure", "pregnancy", "unsure"),
    "rather not say forgotten for pregnancy": forget(
        "ask_if_pregnancy_unsure", "pregnancy", "prefer_not_to_say"
    ),
    "unsure eyes say nothing": gone("ask_if_eyes_unsure"),
    "light medicine unsure says nothing": gone("ask_if_medicine_unsure"),
    "light medicine yes says nothing": gone("ask_about_light_medicine"),
    "a stop rule is deleted": gone("stop_inherited_eye_disease"),
    "open skin is deleted": gone("stop_open_skin"),
    "a stop asks first only": verdict("stop_open_skin", "ask_first"),
    "a stop loses its verdict": verdict("medicine_stop", None),
    "a gate waits only": verdict("ask_pregnancy", "not_yet"),
    "a stop is only a matter of care": severity("stop_open_skin", "care"),
    "a consult is only a note": severity("ask_rosacea", "note"),
    "the first two steps are swapped": swap_steps("not_without_a_doctor", "ask_first"),
    "asking first comes after the device": swap_steps("ask_first", "not_this_device"),
    "waiting comes after skipping": swap_steps("not_yet", "not_essential"),
    "the budget's limit is one cent off": alter("budget_below_the_range", "budget", amount=10_001),
    "the budget's limit takes in its edge": alter(
        "budget_below_the_range", "budget", operator="at_most"
    ),
    "the price is compared the wrong way": alter(
        "price_over_budget", "device_price", operator="below"
    ),
    "an equal price is over the budget": alter(
        "price_over_budget", "device_price", operator="at_least"
    ),
    "long sessions begin a minute late": alter(
        "long_sessions", "device_session_minutes", amount=2_100
    ),
    "all for any among the young": swap_groups("anyone_young"),
    "all for any about medicines": swap_groups("medicine_question"),
    "any for all about marks and blue light": swap_groups("skin_marks_with_blue_light"),
    "any for all about doxycycline": swap_groups("ask_doxycycline_with_rosacea"),
    "only for any of the goals": alter("ask_redness_goal", "goals", operator="only"),
    "any for only of the goals": alter("goals_off_the_face", "goals", operator="any_of"),
    "any for none of the lights": alter("no_blue_for_acne", "device_light", operator="any_of"),
    "the blue light is forgotten": forget("skin_marks_with_blue_light", "device_light", "blue"),
    "the light in doubt is forgotten": forget(
        "skin_marks_with_blue_light", "device_light", "unsure"
    ),
    "skipped marks are forgotten": alter("marks_or_not_known", "skin_marks", flag=True),
    "the child is forgotten": drop("anyone_young", "for_whom"),
    "an empty list passes": drop("medicine_list_left_open", "medicines"),
    "an unknown name passes": gone("medicine_unknown"),
    "the ask-first list passes": gone("medicine_ask_first"),
    "a medicine moves from stop to note": retagged("verteporfin", "note"),
    "a medicine leaves the list": without_entry("temoporfin"),
    "the registered device passes": gone("clearance_registered_only"),
    "the claimed clearance passes": gone("clearance_only_claimed"),
    "the clearance in doubt passes": gone("clearance_not_known"),
    "no eye protection passes": gone("no_eye_protection"),
    "eye protection in doubt passes": gone("eye_protection_not_known"),
    "a missing K number passes": alter("clearance_without_number", "device_k_number", flag=True),
    "UV passes": gone("device_gives_uv"),
    "a marketplace seller passes": forget("risky_seller", "device_source", "marketplace"),
    "days of patience pass": gone("change_hoped_for_in_days"),
    "acne hears of no blue light": gone("expect_acne"),
    "doing nothing is not named": gone("buy_nothing"),
    "the skin question is asked of nobody with a device": in_question(
        "skin_marks", ask_when=Test("device_in_mind", "any_of", ("no",))
    ),
    "the eye question is asked of few": in_question(
        "eye_conditions", ask_when=Test("device_in_mind", "any_of", ("yes",))
    ),
    "the severity of acne is asked of others": in_question(
        "acne_severity", ask_when=Test("goals", "any_of", ("wrinkles",))
    ),
    "medicines are asked of those who use none": in_question(
        "medicines", ask_when=Test("medicine_list", "any_of", ("none",))
    ),
    "a gate can be skipped": in_question("light_medicine", required=False),
    "a question is no gate any more": in_question("eye_conditions", gate=False),
    "the eye gate has no way to be unsure": without_option("eye_conditions", "unsure"),
    "unsure is taken for clear": meaning_of_option("light_conditions", "unsure", "clear"),
    "a condition is no longer offered": without_option("light_conditions", "lupus"),
}
