"""Mistakes in rules are refused when the rule is read, with what was likely meant: a misspelt word would be silent."""

from typing import Any

import pytest

from aimslint.records.shape import ListOf, Object, Shape, Words
from aimslint.records.table import all_kinds
from aimslint.rulebook import RuleError
from aimslint.rulebook.compile import OPERATORS, RESERVED
from aimslint.rulebook.fault import RuleFaultError
from tests.rulebook.asking import compiled, rule


def refusal(spec: Any, for_each: str = "ai_system", **settings: Any) -> str:
    with pytest.raises(RuleFaultError) as caught:
        compiled(spec, for_each, settings)
    return caught.value.text


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (
            "{lifecycle_stge: deployed}",
            "`lifecycle_stge` is nothing that ai_system has; did you mean `lifecycle_stage`?",
        ),
        ("lifecycle_stge", "did you mean `lifecycle_stage`?"),
        ("{oversight.levl: in_the_loop}", "`levl` is no field of Oversight; did you mean `level`?"),
        ("{owner.titel: x}", "`titel` is nothing that role has; did you mean `title`?"),
        ("{impact_assesments: present}", "did you mean `impact_assessments`?"),
        ("{impact_assessments.stauts: present}", "did you mean `status`?"),
        ("{project.risk: present}", "the project has no `risk`; did you mean `risks`?"),
        ("{project: present}", "`project` alone is no path"),
        ("{name.first: x}", "nothing can follow here: `first` comes after a single value"),
        ("{'': x}", "is no path"),
        ("{models..name: present}", "is no path"),
        ("{this.nmae: x}", "did you mean `name`?"),
    ],
)
def test_wrong_paths(spec: str, said: str) -> None:
    assert said in refusal(spec)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("{lifecycle_stage: deploied}", "did you mean `deployed`?"),
        ("{lifecycle_stage: [pilot, deploied]}", "did you mean `deployed`?"),
        ("{risk_tier: {at_least: hihg}}", "did you mean `high`?"),
        ("{risk_tier: {not: hihg}}", "did you mean `high`?"),
        ("{organisation_role: {some: develper}}", "did you mean `developer`?"),
        ("{organisation_role: {includes: [develper]}}", "did you mean `developer`?"),
        ("{impact_assessments: {some: {status: aproved}}}", "did you mean `approved`?"),
        ("{oversight.level: HITL}", "`HITL` is none of human_in_command"),
        ("{personal_data.used: 'yes'}", "expected true or false, found `yes`"),
        ("{name: 5}", "expected a text, found `5`; write it in quotes"),
        ("{stage_since: soon}", "expected a day written YYYY-MM-DD, found `soon`"),
        ("{review_interval: monthly}", "expected a duration such as `30 days`, found `monthly`"),
        ("{name: null}", "expected a word, text, number or true/false, found None"),
        ("{oversight: some}", "this path leads to a map"),
        ("{oversight: {same_as: name}}", "this path leads to a map"),
        ("{oversight: {matches: '*'}}", "this path leads to a map"),
        ("{owner: 5}", "expected a text, found `5`"),
    ],
)
def test_wrong_words(spec: str, said: str) -> None:
    assert said in refusal(spec)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("{name: {same_ass: id}}", "`same_ass` is no matcher; did you mean `same_as`?"),
        ("{name: {presnt: true}}", "is no matcher; did you mean `present`?"),
        ("{name: {matches: 'a*', min_words: 3}}", "one matcher expected, found 2"),
        ("{name: {}}", "one matcher expected, found 0"),
        ("{name: {older_than: 12 months}}", "`older_than` asks of a day"),
        ("{last_reviewed: {older_than: a year}}", "expected a duration such as `30 days`, found `a year`"),
        ("{last_reviewed: {older_than: 12}}", "expected a duration"),
        ("{name: {before: as_of}}", "`before` asks of a day"),
        ("{last_reviewed: {before: name}}", "`name` cannot be compared here: expected a path to a day"),
        ("{last_reviewed: {before: {setting: x}}}", "expected a day written YYYY-MM-DD, found `soon`"),
        ("{last_reviewed: {older_than: {field: name}}}", "expected a path to a duration"),
        ("{risk_tier: {at_least: {field: name}}}", "`name` cannot be compared here"),
        ("{risk_tier: {at_least: {field: lifecycle_stage}}}", "`lifecycle_stage` cannot be compared here"),
        ("{lifecycle_stage: {at_least: pilot}}", "only numbers, durations, rising words"),
        ("{name: {at_least: 3}}", "only numbers, durations, rising words"),
        ("{users: {at_least: many}}", "expected a number of items or words, found `many`"),
        ("{users: {at_least: -1}}", "expected a number of items or words"),
        ("{purpose: {min_words: few}}", "expected a number of items or words, found `few`"),
        ("{risk_tier: {min_words: 2}}", "`min_words` asks of a text"),
        ("{name: {matches: 5}}", "expected a text, found `5`"),
        ("{any_of: {name: x}}", "`any_of` takes a list of alternatives"),
        ("{any_of: []}", "`any_of` takes a list of alternatives"),
        ("[]", "expected a path, a map of conditions, or a list of those"),
        ("{}", "expected a path, a map of conditions, or a list of those"),
        ("5", "expected a path, a map of conditions, or a list of those"),
        ("{name: {same_as: 5}}", "expected a path, found 5"),
    ],
)
def test_wrong_operators_and_operands(spec: str, said: str) -> None:
    assert said in refusal(spec, x="soon")


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("{models.version: '1'}", "this path leads to several values"),
        ("{models.version: {same_as: id}}", "`same_as` takes one value, and this path leads to several"),
        ("{models.version: {matches: '*'}}", "`matches` takes one value"),
        ("{users: staff}", "this path leads to several values"),
        ("{impact_assessments.status: approved}", "this path leads to several values"),
        ("{name: {some: x}}", "`some` asks of several values, and this path leads to one"),
        ("{name: {every: x}}", "`every` asks of several values"),
        ("{name: {includes: [x]}}", "`includes` asks of several values"),
        ("{users: {includes: staff}}", "`includes` takes a list of words"),
        ("{users: {includes: []}}", "`includes` takes a list of words"),
        ("{name: {one_of: id}}", "`one_of` takes a path to several values, and `id` leads to one; use `same_as`"),
        ("{name: {same_as: users}}", "`users` leads to several values, and one is needed"),
        ("{owner: {some: x}}", "`some` asks of several values"),
    ],
)
def test_one_value_or_several(spec: str, said: str) -> None:
    assert said in refusal(spec)


@pytest.mark.parametrize(
    "spec",
    [
        "{name: {setting: grce}}",
        "{users: {at_least: {setting: grce}}}",
        "{users: {includes: {setting: grce}}}",
        "{last_reviewed: {before: {setting: grce}}}",
        "{last_reviewed: {older_than: {setting: grce}}}",
    ],
)
def test_unknown_settings(spec: str) -> None:
    assert "the rule has no setting `grce`; did you mean `grace`?" in refusal(spec, grace="14 days")


def test_words_of_settings_are_checked_like_those_of_the_rule() -> None:
    assert "did you mean `high`?" in refusal("{risk_tier: {setting: tier}}", tier="hihg")
    assert "did you mean `high`?" in refusal("{risk_tier: {setting: tiers}}", tiers=["low", "hihg"])


def test_the_place_of_a_mistake_is_its_key() -> None:
    with pytest.raises(RuleFaultError) as caught:
        compiled("[name, {any_of: [id, {models: {some: {version: {matchs: 'x'}}}}]}]", "ai_system")
    assert caught.value.keys == (1, "any_of", 1, "models", "some", "version", "matchs")


def test_a_bare_word_in_some_of_records_is_a_path_or_an_id_but_never_a_misspelling() -> None:
    compiled("{impact_assessments: {some: approved_on}}", "ai_system")
    compiled("{impact_assessments: {some: [approved_on, system.name]}}", "ai_system")
    compiled("{controls: {some: A.5.3}}", "risk")
    assert "did you mean `approved_on`?" in refusal("{impact_assessments: {some: aproved_on}}")


class TestRuleFiles:
    GOOD = "{for_each: ai_system, require: name}"

    def refused(self, text: str, **more: Any) -> str:
        with pytest.raises(RuleError) as caught:
            rule(text, **more)
        assert caught.value.path == "rule.yaml"
        assert caught.value.line >= 1
        return caught.value.text

    def test_a_good_one(self) -> None:
        found = rule(self.GOOD)
        assert (found.name, found.topic, found.kinds) == ("test/rule", "tests", ("ai_system",))

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("{for_each: ai_systm, require: name}", "`ai_systm` is no kind, entry kind or typed list; did you mean"),
            ("{for_each: ai_system, requires: name}", "unknown field `requires`; did you mean `require`?"),
            ("{for_each: ai_system, severity: fatal, require: name}", "`fatal` is no severity"),
            ("{for_each: ai_system, phase: later, require: name}", "`later` is no phase"),
            ("{for_each: ai_system, name: Bad Name, require: name}", "`Bad Name` is no name"),
            ("{for_each: ai_system}", "exactly one of require, check and raised_by; found none"),
            ("{for_each: ai_system, require: name, check: x.y}", "found require and check"),
            ("{for_each: ai_system, check: soa.nothing}", "there is no check `soa.nothing`"),
            ("{require: name}", "a rule needs `for_each`"),
            ("{raised_by: link}", "a rule that is raised elsewhere needs a `message`"),
            ("{for_each: ai_system, require: name, requirements: [A.99.1]}", "`A.99.1` is no requirement"),
            ("{for_each: ai_system, require: name, examples: []}", "at least one good and one bad example"),
            ("{for_each: ai_system, require: name, examples: [{good: a}]}", "at least one good and one bad example"),
            (
                "{for_each: ai_system, require: name, examples: [{good: a}, {bad: b}]}",
                "no line of the bad example ends",
            ),
            ("{for_each: ai_system, require: name, message: '{nmae}'}", "did you mean `name`?"),
            ("{for_each: ai_system, require: name, message: '{setting.x}'}", "the rule has no setting `x`"),
            ("{for_each: ai_system, require: name, at: nmae}", "did you mean `name`?"),
            ("{for_each: ai_system, where: {live: maybe}, require: name}", "expected true or false, found `maybe`"),
        ],
    )
    def test_mistakes(self, text: str, said: str) -> None:
        assert said in self.refused(text)

    def test_overrides(self) -> None:
        reviewed = "require: {last_reviewed: {within: {setting: grace}}}"
        text = f"{{for_each: ai_system, settings: {{grace: 14 days, most: 3}}, {reviewed}}}"
        changed = rule(text, {"severity": "info", "settings": {"grace": "1 month"}})
        assert (changed.severity, changed.rule_severity) == ("info", "error")
        assert changed.settings == {"grace": "1 month", "most": 3}

    @pytest.mark.parametrize(
        ("settings", "said"),
        [
            ({"grce": "1 day"}, "sets `grce`, which this rule does not have; did you mean `grace`?"),
            ({"grace": 5}, "expected something like '14 days'"),
            ({"grace": "soon"}, "expected something like '14 days'"),
            ({"start": "soon"}, "expected something like '2026-01-01'"),
            ({"start": "14 days"}, "expected something like '2026-01-01'"),
            ({"most": "3"}, "expected something like 3"),
            ({"most": True}, "expected something like 3"),
            ({"words": "a"}, "expected something like"),
        ],
    )
    def test_overrides_of_another_form_are_refused(self, settings: dict[str, Any], said: str) -> None:
        text = (
            "{for_each: ai_system, settings: {grace: 14 days, most: 3, words: [a], start: '2026-01-01'}, require: name}"
        )
        with pytest.raises(RuleError) as caught:
            rule(text, {"settings": settings})
        assert said in caught.value.text

    def test_a_fraction_may_replace_a_whole_number(self) -> None:
        text = "{for_each: metric, settings: {most: 3}, require: {last_value: {at_most: {setting: most}}}}"
        assert rule(text, {"settings": {"most": 2.5}}).settings == {"most": 2.5}

    def test_any_text_may_replace_a_text(self) -> None:
        text = "{for_each: ai_system, settings: {glob: a*}, require: {name: {matches: {setting: glob}}}}"
        assert rule(text, {"settings": {"glob": "30 days"}}).settings == {"glob": "30 days"}

    def test_the_line_of_a_mistake(self) -> None:
        from aimslint.rulebook.reading import Origin, read_rule

        raw = b"name: a\ncode: TST001\nnmae: x\n"
        with pytest.raises(RuleError) as caught:
            read_rule("r.yaml", raw, Origin("own", "t", "iso42001"), overrides={}, requirements=(), checks=())
        assert (caught.value.path, caught.value.line) == ("r.yaml", 3)

    @pytest.mark.parametrize("raw", [b"", b"- a", b"a: [", b"\xff", b"a: 1\n---\nb: 2", b"5", b"a: *b"])
    def test_anything_else_than_a_rule_is_refused(self, raw: bytes) -> None:
        from aimslint.rulebook.reading import Origin, read_rule

        with pytest.raises(RuleError):
            read_rule("r.yaml", raw, Origin("own", "t", "iso42001"), overrides={}, requirements=(), checks=())


def _names(shape: Shape) -> set[str]:
    found: set[str] = set()
    for name, declared in shape.fields.items():
        found.add(name)
        inner = declared.type.item if isinstance(declared.type, ListOf) else declared.type
        if isinstance(inner, Object):
            found |= _names(inner.shape)
        if isinstance(inner, Words):
            found |= set(inner.words)
    return found


def test_words_of_rules_are_never_field_names_or_words_of_enumerations() -> None:
    used = {name for kind in all_kinds().values() for name in _names(kind.shape)}
    assert used & {*OPERATORS, "any_of", "present", "absent", "as_of", "this", "project"} == set()
    assert set(OPERATORS) < RESERVED


def test_the_vocabulary_is_closed() -> None:
    assert set(OPERATORS) == {
        *("not", "same_as", "one_of", "before", "after", "older_than", "at_least", "at_most", "min_words", "matches"),
        *("some", "every", "none", "includes", "not_before", "not_after", "within"),
    }
