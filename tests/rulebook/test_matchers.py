"""Every matcher: yes, no and cannot say, on every sort of value; negation; operands; sentences; places."""

from typing import Any

import pytest

from tests.rulebook.asking import ask, told, verdict

SYSTEM = "{{kind: ai_system, id: chat, {}}}"


def of_system(spec: str, fields: str, settings: dict[str, Any] | None = None) -> bool | None:
    return ask(spec, SYSTEM.format(fields), settings=settings)


# What a value can be. A bent one is unknown; an explanation stands in the field's own place.
NOTHING = ["name: null", "name: ''", "name: '  '", "name: TBD", "name: '[Name]'", "notes: x"]
UNKNOWN_NAME = "name: 5"
EXPLAINED_USE = "intended_use: {not_applicable: {reason: bought for tests}}"


@pytest.mark.parametrize("fields", NOTHING)
def test_equality_and_text_words_answer_no_on_empty(fields: str) -> None:
    for matcher in ("Chat", "[Chat, Rank]", "present", "{min_words: 1}", "{matches: '*'}"):
        assert of_system(f"{{name: {matcher}}}", fields) is False
        assert of_system(f"{{name: {{not: {matcher}}}}}", fields) is True
    assert of_system("{name: absent}", fields) is True
    assert of_system("{name: {not: absent}}", fields) is False
    assert of_system("name", fields) is False


def test_every_word_cannot_say_on_unknown() -> None:
    for matcher in ("Chat", "[Chat, Rank]", "present", "absent", "{min_words: 1}", "{matches: '*'}", "{same_as: id}"):
        assert of_system(f"{{name: {matcher}}}", UNKNOWN_NAME) is None
        assert of_system(f"{{name: {{not: {matcher}}}}}", UNKNOWN_NAME) is None


def test_an_explanation_is_present_and_cannot_be_compared() -> None:
    assert of_system("{intended_use: present}", EXPLAINED_USE) is True
    assert of_system("{intended_use: absent}", EXPLAINED_USE) is False
    for matcher in ("Chat", "[a, b]", "{min_words: 1}", "{matches: '*'}", "{same_as: id}", "{one_of: users}"):
        assert of_system(f"{{intended_use: {matcher}}}", EXPLAINED_USE) is None


def test_an_explained_list_is_present_and_cannot_be_gathered() -> None:
    users = "users: {not_applicable: {reason: runs alone}}"
    assert of_system("{users: present}", users) is True
    for matcher in ("{some: staff}", "{every: staff}", "{none: staff}", "{includes: [staff]}", "{at_least: 1}"):
        assert of_system(f"{{users: {matcher}}}", users) is None


@pytest.mark.parametrize(
    ("spec", "fields", "answer"),
    [
        ("{risk_tier: high}", "risk_tier: high", True),
        ("{risk_tier: high}", "risk_tier: low", False),
        ("{risk_tier: [high, low]}", "risk_tier: low", True),
        ("{risk_tier: [high, medium]}", "risk_tier: low", False),
        ("{risk_tier: {not: high}}", "risk_tier: low", True),
        ("{risk_tier: {not: high}}", "risk_tier: high", False),
        ("{risk_tier: {not: {not: high}}}", "risk_tier: high", True),
        ("{personal_data.used: true}", "personal_data: {used: true}", True),
        ("{personal_data.used: true}", "personal_data: {used: false}", False),
        ("{personal_data.used: false}", "personal_data: {used: false}", True),
        ("{name: Chat}", "name: Chat", True),
        ("{name: chat}", "name: Chat", False),
        ("{stage_since: 2026-01-01}", "stage_since: 2026-01-01", True),
    ],
)
def test_scalars_and_lists(spec: str, fields: str, answer: bool) -> None:
    assert of_system(spec, fields) is answer


def test_a_number_equals_a_number_and_true_is_no_number() -> None:
    def record(value: str) -> str:
        return f"{{kind: monitoring, id: m, metrics: [{{id: a, last_value: {value}}}]}}"

    assert ask("{last_value: 1}", record("1.0"), "metric") is True
    assert ask("{last_value: 1.5}", record("1.5"), "metric") is True
    assert ask("{last_value: 1}", record("2"), "metric") is False
    assert ask("{last_value: 0}", record("0"), "metric") is True  # zero is a value, not emptiness
    assert ask("{last_value: present}", record("0"), "metric") is True


def test_false_is_a_value_not_emptiness() -> None:
    assert of_system("{personal_data.used: present}", "personal_data: {used: false}") is True


def test_a_reference_equals_the_id_it_names() -> None:
    records = """
    {kind: roles, id: r, roles: [{id: boss}]}
    ---
    {kind: ai_system, id: chat, owner: boss}
    """
    assert ask("{owner: boss}", records) is True
    assert ask("{owner: [other, boss]}", records) is True
    assert ask("{owner: other}", records) is False
    assert ask("{owner: {matches: 'b*'}}", records) is True


def test_a_broken_reference_cannot_say() -> None:
    assert ask("{owner: boss}", "{kind: ai_system, id: chat, owner: nobody}") is None
    assert ask("{owner: present}", "{kind: ai_system, id: chat, owner: nobody}") is None


class TestSameAs:
    def test_values(self) -> None:
        assert of_system("{name: {same_as: id}}", "name: chat") is True
        assert of_system("{name: {same_as: id}}", "name: other") is False
        assert of_system("{name: {not: {same_as: id}}}", "name: other") is True

    def test_cannot_say_when_either_side_is_empty(self) -> None:
        assert of_system("{name: {same_as: id}}", "name: TBD") is None
        assert of_system("{name: {same_as: version}}", "name: x") is None
        assert of_system("{name: {same_as: version}}", "name: x, version: '-'") is None
        assert of_system("{name: {same_as: version}}", "name: x, version: 5") is None

    def test_references_compare_by_what_they_name(self) -> None:
        records = """
        {kind: roles, id: r, roles: [{id: boss}, {id: clerk}]}
        ---
        {kind: policy, id: p, owner: boss, approved_by: %s}
        """
        assert ask("{owner: {same_as: approved_by}}", records % "boss", "policy") is True
        assert ask("{owner: {same_as: approved_by}}", records % "clerk", "policy") is False

    def test_sentence_names_both_sides(self) -> None:
        text = "{for_each: ai_system, require: {name: {same_as: version}}}"
        assert told(text, "kind: ai_system\nid: chat\nname: a\nversion: b") == [(3, "name is a, but version is b")]


class TestOneOf:
    RECORDS = """
    kind: ai_system
    id: chat
    version: {}
    models: [{{name: a, version: "1"}}, {{name: b, version: "2"}}]
    """

    @pytest.mark.parametrize(("version", "answer"), [("'1'", True), ("'3'", False), ("TBD", None), ("5", None)])
    def test_values(self, version: str, answer: bool | None) -> None:
        assert ask("{version: {one_of: models.version}}", self.RECORDS.format(version)) is answer

    def test_cannot_say_without_values_to_compare(self) -> None:
        assert of_system("{version: {one_of: models.version}}", "version: '1'") is None

    def test_an_unknown_other_value_may_be_the_one(self) -> None:
        fields = "version: '3', models: [{name: a, version: '1'}, {name: b, version: 2}]"
        assert of_system("{version: {one_of: models.version}}", fields) is None
        assert of_system("{version: {one_of: models.version}}", fields.replace("'3'", "'1'")) is True

    def test_sentence(self) -> None:
        text = "{for_each: ai_system, require: {version: {one_of: models.version}}}"
        assert told(text, self.RECORDS.format("'3'")) == [(4, "version is 3, which is not among models.version (1, 2)")]


class TestBeforeAndAfter:
    @pytest.mark.parametrize(
        ("day", "before", "after"),
        [
            ("2026-11-19", True, False),
            ("2026-11-20", False, False),
            ("2026-11-21", False, True),
            ("null", None, None),
            ("TBD", None, None),
            ("2026-13-01", None, None),
        ],
    )
    def test_against_the_as_of_day(self, day: str, before: bool | None, after: bool | None) -> None:
        record = f"{{kind: treatment_plan, id: p, actions: [{{id: a, due: {day}}}]}}"
        assert ask("{due: {before: as_of}}", record, "treatment_action") is before
        assert ask("{due: {after: as_of}}", record, "treatment_action") is after
        opposite = {True: False, False: True, None: None}
        assert ask("{due: {not_before: as_of}}", record, "treatment_action") is opposite[before]
        assert ask("{due: {not: {before: as_of}}}", record, "treatment_action") is opposite[before]
        assert ask("{due: {not_after: as_of}}", record, "treatment_action") is opposite[after]

    def test_against_a_field_and_a_setting(self) -> None:
        fields = "created: 2026-01-01, last_reviewed: 2026-02-01"
        assert of_system("{created: {before: last_reviewed}}", fields) is True
        assert of_system("{created: {before: this.last_reviewed}}", fields) is True
        assert of_system("{created: {after: last_reviewed}}", fields) is False
        assert of_system("{created: {before: stage_since}}", fields) is None
        assert of_system("{created: {before: {setting: start}}}", fields, {"start": "2026-01-02"}) is True
        assert of_system("{as_of: {before: {setting: start}}}", fields, {"start": "2026-11-21"}) is True
        assert of_system("{as_of: {before: {setting: start}}}", fields, {"start": "2026-11-20"}) is False

    def test_sentences(self) -> None:
        record = "kind: ai_system\nid: chat\ncreated: 2026-03-01\nlast_reviewed: 2026-02-01"
        before = "{for_each: ai_system, require: {created: {before: last_reviewed}}}"
        assert told(before, record) == [(3, "created (2026-03-01) is not before last_reviewed (2026-02-01)")]
        not_after = "{for_each: ai_system, require: {created: {not_after: last_reviewed}}}"
        assert told(not_after, record) == [(3, "created (2026-03-01) is after last_reviewed (2026-02-01)")]
        today = "{for_each: ai_system, require: {created: {after: as_of}}}"
        assert told(today, record) == [(3, "created (2026-03-01) is not after 2026-11-20")]


class TestOlderThan:
    @pytest.mark.parametrize(
        ("day", "older"),
        [("2025-11-19", True), ("2025-11-20", False), ("2026-11-20", False), ("null", None), ("'?'", None)],
    )
    def test_twelve_months(self, day: str, older: bool | None) -> None:
        assert of_system("{last_reviewed: {older_than: 12 months}}", f"last_reviewed: {day}") is older
        within = None if older is None else not older
        assert of_system("{last_reviewed: {within: 12 months}}", f"last_reviewed: {day}") is within

    def test_operands(self) -> None:
        fields = "last_reviewed: 2026-06-01, review_interval: 3 months"
        assert of_system("{last_reviewed: {older_than: {field: review_interval}}}", fields) is True
        assert of_system("{last_reviewed: {older_than: {setting: age}}}", fields, {"age": "1 year"}) is False
        assert of_system("{last_reviewed: {older_than: {field: review_interval}}}", "last_reviewed: 2020-01-01") is None

    def test_sentences(self) -> None:
        record = "kind: ai_system\nid: chat\nlast_reviewed: 2025-01-01"
        within = "{for_each: ai_system, require: {last_reviewed: {within: 12 months}}}"
        assert told(within, record) == [(3, "last_reviewed (2025-01-01) is older than 12 months")]
        older = "{for_each: ai_system, require: {last_reviewed: {older_than: 3 years}}}"
        assert told(older, record) == [(3, "last_reviewed (2025-01-01) is not older than 3 years")]


class TestBounds:
    @pytest.mark.parametrize(("tier", "answer"), [("low", False), ("medium", True), ("high", True), ("5", None)])
    def test_rising_words(self, tier: str, answer: bool | None) -> None:
        assert of_system("{risk_tier: {at_least: medium}}", f"risk_tier: {tier}") is answer

    def test_rising_words_at_most(self) -> None:
        assert of_system("{risk_tier: {at_most: medium}}", "risk_tier: high") is False
        assert of_system("{risk_tier: {at_most: medium}}", "risk_tier: medium") is True
        assert of_system("{risk_tier: {at_most: medium}}", "name: x") is None

    def test_durations_compare_across_units(self) -> None:
        for interval, answer in [("6 months", True), ("180 days", False), ("184 days", True), ("1 year", True)]:
            assert of_system("{review_interval: {at_least: 6 months}}", f"review_interval: {interval}") is answer

    def test_numbers(self) -> None:
        def record(value: str) -> str:
            return f"{{kind: monitoring, id: m, metrics: [{{id: a, last_value: {value}, threshold: {{alarm: 3}}}}]}}"

        assert ask("{last_value: {at_most: 2.5}}", record("2.5"), "metric") is True
        assert ask("{last_value: {at_least: {field: threshold.alarm}}}", record("3"), "metric") is True
        assert ask("{last_value: {at_least: {field: threshold.alarm}}}", record("2"), "metric") is False
        assert ask("{last_value: {at_least: {field: threshold.warn}}}", record("2"), "metric") is None
        assert ask("{last_value: {at_least: 1}}", record("null"), "metric") is None
        assert ask("{last_value: {at_least: {setting: s}}}", record("2"), "metric", {"s": 2}) is True

    @pytest.mark.parametrize(
        ("users", "at_least", "at_most"),
        [
            ("users: [a, b]", True, True),
            ("users: [a]", False, True),
            ("users: [a, b, c]", True, False),
            ("users: []", False, True),
            ("users: [a, TBD]", False, True),
            ("name: x", False, True),
            ("users: 5", None, None),
            ("users: [a, 5]", None, True),
            ("users: [a, b, 5]", True, None),
            ("users: [a, b, c, 5]", True, False),
        ],
    )
    def test_how_many_items(self, users: str, at_least: bool | None, at_most: bool | None) -> None:
        assert of_system("{users: {at_least: 2}}", users) is at_least
        assert of_system("{users: {at_most: 2}}", users) is at_most

    def test_own_scale(self) -> None:
        records = """
        {kind: risk_method, id: m, scales: {
          likelihood: [{value: rare}, {value: often}], consequence: [{value: 1}], levels: [{value: 1}, {value: 2}]}}
        ---
        {kind: risk_register, id: r, risks: [{id: R1, likelihood: %s, level: %s}]}
        """
        assert ask("{likelihood: {at_least: often}}", records % ("often", 1), "risk") is True
        assert ask("{likelihood: {at_least: often}}", records % ("rare", 1), "risk") is False
        assert ask("{likelihood: {at_least: often}}", records % ("never", 1), "risk") is None
        assert ask("{level: {at_least: 2}}", records % ("rare", 2), "risk") is True
        assert ask("{level: {at_least: 2}}", records % ("rare", 1), "risk") is False
        alone = "{kind: risk_register, id: r, risks: [{id: R1, likelihood: often}]}"
        assert ask("{likelihood: {at_least: often}}", alone, "risk") is None

    def test_sentences(self) -> None:
        record = "kind: ai_system\nid: chat\nrisk_tier: high\nusers: [a, b, c]"
        tier = "{for_each: ai_system, require: {risk_tier: {at_most: medium}}}"
        assert told(tier, record) == [(3, "risk_tier is high, at most medium expected")]
        users = "{for_each: ai_system, require: {users: {at_most: 2}}}"
        assert told(users, record) == [(4, "users has 3 items, at most 2 expected")]
        none = "{for_each: ai_system, require: {datasets: {at_least: 1}}}"
        assert told(none, record) == [(1, "datasets has 0 items, at least 1 expected")]
        negated = "{for_each: ai_system, require: {users: {not: {at_least: 3}}}}"
        assert told(negated, record) == [(4, "users has 3 items, at least 3")]


class TestText:
    @pytest.mark.parametrize(
        ("text", "answer"),
        [("one two three", True), ("one two", False), ("one-two three's four", True), ("--- *** !!!", False)],
    )
    def test_min_words(self, text: str, answer: bool) -> None:
        assert of_system("{purpose: {min_words: 3}}", f'purpose: "{text}"') is answer
        assert of_system("{purpose: {min_words: {setting: n}}}", f'purpose: "{text}"', {"n": 3}) is answer

    def test_words_of_scripts_without_spaces(self) -> None:
        assert of_system("{purpose: {min_words: 4}}", "purpose: 信用评分的目的是评估") is True

    @pytest.mark.parametrize(
        ("glob", "answer"),
        [
            ("RISK-*", True),
            ("RISK-[0-9][0-9]", True),
            ("RISK-?", False),
            ("*", True),
            ("risk-*", False),
            ("RISK", False),
            ("RISK-(1|12)", False),
            ("R.*", False),
        ],
    )
    def test_globs_fit_whole_values_and_are_no_regular_expressions(self, glob: str, answer: bool) -> None:
        record = "{kind: risk_register, id: r, risks: [{id: RISK-12}]}"
        assert ask({"id": {"matches": glob}}, record, "risk") is answer
        assert ask({"id": {"matches": {"setting": "g"}}}, record, "risk", {"g": glob}) is answer

    def test_many_stars_over_a_long_value_take_no_time(self) -> None:
        fields = f"name: {'a' * 100_000}"
        assert of_system({"name": {"matches": "*a" * 30 + "b"}}, fields) is False  # type: ignore[arg-type]

    def test_sentences(self) -> None:
        record = "kind: ai_system\nid: chat\npurpose: for tests\nname: TBD"
        words = "{for_each: ai_system, require: {purpose: {min_words: 8}}}"
        assert told(words, record) == [(3, "purpose says too little: 2 words, at least 8")]
        glob = "{for_each: ai_system, require: {id: {matches: 'sys-*'}}}"
        assert told(glob, record) == [(2, 'id "chat" does not fit "sys-*"')]
        placeholder = "{for_each: ai_system, require: {name: {min_words: 1}}}"
        assert told(placeholder, record) == [(4, 'name is still a placeholder ("TBD")')]


class TestListWords:
    @pytest.mark.parametrize(
        ("users", "some", "every", "none"),
        [
            ("users: [staff, guests]", True, False, False),
            ("users: [staff]", True, True, False),
            ("users: [guests]", False, False, True),
            ("users: []", False, True, True),
            ("users: [TBD, '']", False, True, True),
            ("name: x", False, True, True),
            ("users: staff", None, None, None),
            ("users: [guests, 5]", None, False, None),
            ("users: [staff, 5]", True, None, False),
        ],
    )
    def test_plain_items(self, users: str, some: bool | None, every: bool | None, none: bool | None) -> None:
        assert of_system("{users: {some: staff}}", users) is some
        assert of_system("{users: {every: staff}}", users) is every
        assert of_system("{users: {none: staff}}", users) is none
        swap = {True: False, False: True, None: None}
        assert of_system("{users: {not: {some: staff}}}", users) is swap[some]

    def test_several_words_and_inner_matchers(self) -> None:
        roles = "organisation_role: [developer, user]"
        assert of_system("{organisation_role: {some: [provider, user]}}", roles) is True
        assert of_system("{organisation_role: {every: [developer, user]}}", roles) is True
        assert of_system("{organisation_role: {none: [provider]}}", roles) is True
        assert of_system("{users: {every: {matches: 's*'}}}", "users: [staff, guests]") is False
        assert of_system("{users: {some: {min_words: 2}}}", "users: [staff, old guests]") is True

    def test_conditions_hold_of_the_same_item(self) -> None:
        card = """
        {{kind: model_card, id: c, metrics: [{{name: a, kind: fairness}}, {{name: b, kind: drift, threshold: 1}}{}]}}
        ---
        {{kind: ai_system, id: chat, models: [{{name: m, card: c}}]}}
        """
        both = "{models.card.metrics: {some: {kind: fairness, threshold: present}}}"
        assert ask(both, card.format("")) is False
        assert ask(both, card.format(", {name: c, kind: fairness, threshold: 0}")) is True

    def test_items_by_id_in_a_list_of_references(self) -> None:
        record = "{kind: risk_register, id: r, risks: [{id: R1, controls: [A.5.3, A.9.2]}]}"
        assert ask("{controls: {some: A.5.3}}", record, "risk") is True
        assert ask("{controls: {some: [A.5.2]}}", record, "risk") is False
        assert ask("{controls: {includes: [A.5.3, A.9.2]}}", record, "risk") is True
        assert ask("{controls: {every: {matches: 'A.*'}}}", record, "risk") is True

    def test_a_relation_with_a_bent_item_is_unsure_but_for_a_clear_yes(self) -> None:
        records = """
        {kind: ai_system, id: chat}
        ---
        {kind: impact_assessment, id: one, system: chat, status: approved}
        ---
        {kind: impact_assessment, id: two, system: chatt, status: approved}
        """
        assert ask("{impact_assessments: {some: {status: approved}}}", records) is True
        assert ask("{impact_assessments: {some: {status: draft}}}", records) is None
        assert ask("{impact_assessments: {every: {status: approved}}}", records) is None
        assert ask("{impact_assessments: {none: {status: approved}}}", records) is False
        assert ask("{impact_assessments: {at_most: 1}}", records) is None
        assert ask("{impact_assessments: {at_least: 1}}", records) is True

    @pytest.mark.parametrize(
        ("value", "answer"),
        [
            ("affected_persons: [staff, guests, x]", True),
            ("affected_persons: [staff]", False),
            ("affected_persons: []", False),
            ("name: x", False),
            ("affected_persons: [staff, 5]", None),
            ("affected_persons: {}", None),
        ],
    )
    def test_includes(self, value: str, answer: bool | None) -> None:
        assert of_system("{affected_persons: {includes: [staff, guests]}}", value) is answer
        assert of_system("{affected_persons: {includes: {setting: s}}}", value, {"s": ["staff", "guests"]}) is answer

    def test_present_and_absent_of_lists(self) -> None:
        assert of_system("{users: present}", "users: [TBD]") is False
        assert of_system("{users: absent}", "users: ['-', '']") is True
        assert of_system("{users: present}", "users: ['-', staff]") is True
        assert of_system("{users: present}", "users: [5]") is None
        assert of_system("{users: present}", "users: [5, staff]") is True
        assert of_system("{impact_assessments: absent}", "name: x") is True

    def test_sentences(self) -> None:
        record = "kind: ai_system\nid: chat\nusers:\n  - staff\n  - guests\n  - boss"
        some = "{for_each: ai_system, require: {users: {some: robots}}}"
        assert told(some, record) == [(3, "no item of users has robots")]
        includes = "{for_each: ai_system, require: {users: {includes: [staff, robots]}}}"
        assert told(includes, record) == [(3, "users lacks robots")]
        missing = "{for_each: ai_system, require: {datasets: {some: x}}}"
        assert told(missing, record) == [(1, "datasets is missing")]

    def test_every_and_none_object_to_each_item_at_its_place(self) -> None:
        record = "kind: ai_system\nid: chat\nusers:\n  - staff\n  - guests\n  - boss"
        every = "{for_each: ai_system, require: {users: {every: staff}}}"
        assert told(every, record) == [
            (5, "guests is not staff"),
            (6, "boss is not staff"),
        ]
        none = "{for_each: ai_system, require: {users: {none: [guests, boss]}}}"
        assert told(none, record) == [
            (5, "guests in users has guests or boss, though none may"),
            (6, "boss in users has guests or boss, though none may"),
        ]

    def test_empty_items_before_others_do_not_shift_the_place(self) -> None:
        record = "kind: risk_register\nid: r\nrisks:\n- id: R1\n  controls:\n  - TBD\n  - A.5.3\n  - A.9.2"
        every = "{for_each: risk, require: {controls: {every: A.5.3}}}"
        assert [line for line, _ in told(every, record)] == [8]
        users = "kind: ai_system\nid: chat\nusers:\n  - ''\n  - staff\n  - guests"
        assert [line for line, _ in told("{for_each: ai_system, require: {users: {every: staff}}}", users)] == [6]


class TestLogic:
    YES, NO, UNSURE = "{risk_tier: high}", "{risk_tier: low}", "{name: Chat}"
    FIELDS = "risk_tier: high, name: 5"

    @pytest.mark.parametrize(
        ("first", "second", "both", "either"),
        [
            (YES, YES, True, True),
            (YES, NO, False, True),
            (YES, UNSURE, None, True),
            (NO, NO, False, False),
            (NO, UNSURE, False, None),
            (UNSURE, UNSURE, None, None),
        ],
    )
    def test_kleene(self, first: str, second: str, both: bool | None, either: bool | None) -> None:
        for one, other in ((first, second), (second, first)):
            assert of_system(f"[{one}, {other}]", self.FIELDS) is both
            assert of_system(f"{{any_of: [{one}, {other}]}}", self.FIELDS) is either

    def test_a_map_is_all_of_its_conditions(self) -> None:
        assert of_system("{risk_tier: high, id: chat}", self.FIELDS) is True
        assert of_system("{risk_tier: high, id: rank}", self.FIELDS) is False
        assert of_system("{risk_tier: high, id: chat, name: x}", self.FIELDS) is None

    def test_alternatives_have_three_forms(self) -> None:
        assert of_system("{any_of: [users, [id, {id: chat}], {id: rank}]}", self.FIELDS) is True
        assert of_system("{any_of: [users, [id, {id: rank}]]}", self.FIELDS) is False

    def test_where_selects_only_on_yes_and_unsure_is_counted(self) -> None:
        records = "\n---\n".join(
            f"{{kind: ai_system, id: {id_}, {fields}}}"
            for id_, fields in [("a", "risk_tier: high"), ("b", "risk_tier: 5"), ("c", "risk_tier: low")]
        )
        found = verdict("{for_each: ai_system, where: {risk_tier: high}, require: name}", records)
        assert (found.judged, len(found.doubts), len(found.drafts)) == (1, 1, 1)

    def test_require_objects_only_to_a_clear_no(self) -> None:
        records = "{kind: ai_system, id: a, name: 5}\n---\n{kind: ai_system, id: b, name: x}"
        found = verdict("{for_each: ai_system, require: name}", records)
        assert (found.judged, len(found.doubts), found.drafts) == (1, 1, [])

    def test_each_failing_condition_is_a_finding_and_unsure_ones_are_not(self) -> None:
        record = "kind: ai_system\nid: chat\nname: 5\nrisk_tier: low"
        text = "{for_each: ai_system, require: [name, {risk_tier: high}, users]}"
        assert told(text, record) == [(1, "users is missing"), (4, "risk_tier is low, expected high")]

    def test_alternatives_are_one_finding_at_the_first(self) -> None:
        record = "kind: ai_system\nid: chat\nname: TBD\nrisk_tier: low"
        text = "{for_each: ai_system, require: {any_of: [{risk_tier: high}, name]}}"
        assert told(text, record) == [
            (4, 'risk_tier is low, expected high; and name is still a placeholder ("TBD")'),
        ]

    def test_with_at_a_subject_has_one_finding_there(self) -> None:
        record = "kind: ai_system\nid: chat\nrisk_tier: low"
        text = "{for_each: ai_system, at: id, require: [{risk_tier: high}, users]}"
        assert told(text, record) == [(2, "risk_tier is low, expected high; users is missing")]
