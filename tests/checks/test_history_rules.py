"""Rules that compare what a record claims with what git tells: where they turn, and when they cannot say."""

import pytest

from tests.checks.telling import ADA, BEN, EVE, ROLES, START, step, tell

APPROVAL = "status: approved\napproved_by: ceo\napproved_on: 2026-03-02\n"
DRAFT = "kind: policy\nid: policy\nversion: '1'\npurpose: Fair decisions\n"
APPROVED = DRAFT + APPROVAL
EDITED = APPROVED.replace("Fair", "Quick")
WRITTEN = step("2026-02-20", {"policy.yaml": DRAFT}, ADA)
GIVEN = step("2026-03-02", {"policy.yaml": APPROVED}, BEN, says="Approve")


class TestSelfApproved:
    """Nobody else had a part in what was approved."""

    def test_the_only_author_approved(self) -> None:
        told = tell("self-approved", *START, step("2026-02-20", {"policy.yaml": DRAFT}, BEN, says="Draft"), GIVEN)
        assert told.lines == [("governance/policy.yaml", 6)]
        assert "approved by ceo (Ben), who alone wrote it" in told.messages[0]
        assert "Ben: Draft" in told.messages[0]
        assert "Approve" not in told.messages[0]

    def test_the_approver_may_commit_the_approval(self) -> None:
        assert tell("self-approved", *START, WRITTEN, GIVEN).silent

    def test_addresses_are_compared_without_case(self) -> None:
        written = step("2026-02-20", {"policy.yaml": APPROVED}, "Ben <BEN@Acme.example>")
        assert tell("self-approved", *START, written).findings

    def test_co_authors_count(self) -> None:
        assert tell("self-approved", *START, step("2026-03-02", {"policy.yaml": APPROVED}, BEN, ADA)).silent

    def test_a_program_is_nobody(self) -> None:
        bot = step("2026-02-20", {"policy.yaml": DRAFT}, "tidy[bot] <bot@acme.example>")
        edited = step("2026-02-21", {"policy.yaml": DRAFT.replace("Fair", "Good")}, BEN)
        assert tell("self-approved", *START, bot, edited, GIVEN).findings

    def test_who_only_writes_it_differently_wrote_nothing(self) -> None:
        other = step("2026-02-21", {"policy.yaml": "# Policy\n" + DRAFT.replace("'1'", '"1"')}, ADA)
        assert tell("self-approved", *START, step("2026-02-20", {"policy.yaml": DRAFT}, BEN), other, GIVEN).findings

    def test_who_wrote_after_the_approval_had_no_part_in_it(self) -> None:
        written = step("2026-02-20", {"policy.yaml": DRAFT}, BEN)
        assert tell("self-approved", *START, written, GIVEN, step("2026-06-02", {"policy.yaml": EDITED}, ADA)).findings

    def test_the_author_before_it_was_renamed_and_moved(self) -> None:
        moved = step(
            "2026-02-25", {"policy.yaml": None, "docs/ai.aims.yaml": DRAFT.replace("id: policy", "id: ai-policy")}, BEN
        )
        given = step("2026-03-02", {"docs/ai.aims.yaml": APPROVED.replace("id: policy", "id: ai-policy")}, BEN)
        assert tell("self-approved", *START, WRITTEN, moved, given).silent

    def test_the_author_before_it_was_away(self) -> None:
        away = step("2026-02-25", {"policy.yaml": None}, BEN, says="Revert")
        assert tell("self-approved", *START, WRITTEN, away, GIVEN).silent

    def test_what_a_broken_version_hides_is_not_known(self) -> None:
        broken = step("2026-02-25", {"policy.yaml": "kind: policy\nid: [policy\n"}, ADA)
        told = tell("self-approved", *START, step("2026-02-20", {"policy.yaml": DRAFT}, BEN), broken, GIVEN)
        assert told.findings  # mended to what it was: nothing of what lay between stands
        mended = step("2026-03-02", {"policy.yaml": EDITED}, BEN)
        told = tell("self-approved", *START, step("2026-02-20", {"policy.yaml": DRAFT}, BEN), broken, mended)
        assert not told.findings
        assert "cannot be read" in told.skipped[0]

    def test_what_is_not_committed_has_no_author(self) -> None:
        told = tell("self-approved", *START, pending={"policy.yaml": APPROVED})
        assert not told.findings
        assert "not committed yet" in told.skipped[0]

    def test_an_approval_not_committed_yet_is_told(self) -> None:
        written = step("2026-02-20", {"policy.yaml": DRAFT}, BEN)
        assert tell("self-approved", *START, written, pending={"policy.yaml": APPROVED}).findings

    def test_an_import_has_no_author(self) -> None:
        told = tell("self-approved", step("2026-03-02", {"policy.yaml": APPROVED, "roles.yaml": ROLES}, BEN))
        assert not told.findings
        assert "import" in told.skipped[0]

    def test_a_shallow_clone_does_not_tell(self) -> None:
        told = tell("self-approved", *START[:2], step("2026-03-02", {"policy.yaml": APPROVED}, BEN, boundary=True))
        assert not told.findings
        assert "fetch-depth: 0" in told.skipped[0]

    @pytest.mark.parametrize(
        ("holders", "found", "skipped"),
        [
            ("[{person: Ben, identities: [Ben <ben@acme.example>]}]", 1, 0),
            ("[{person: Ben}]", 0, 1),
            ("[{person: Ben, identities: [ben@acme.example]}, {person: Eve, identities: [eve@acme.example]}]", 0, 0),
            ("[{person: Ben, identities: [ben@acme.example]}, {person: Eve}]", 0, 1),
            ("[{person: Eve, identities: [eve@acme.example]}, {person: Dan}]", 0, 0),
            (
                "[{person: Ben, identities: [ben@acme.example]}, "
                "{person: Eve, left_on: 2026-01-31, identities: [eve@acme.example]}]",
                1,
                0,
            ),
            (
                "[{person: Ben, identities: [ben@acme.example]}, "
                "{person: Eve, since: 2026-05-31, identities: [eve@acme.example]}]",
                1,
                0,
            ),
            ("[{person: Eve, left_on: 2026-01-31, identities: [eve@acme.example]}]", 0, 1),
        ],
    )
    def test_holders_of_the_role(self, holders: str, found: int, skipped: int) -> None:
        roles = f"kind: roles\nid: roles\nroles: [{{id: ceo, holders: {holders}}}]\n"
        steps = (step("2026-02-01", {"roles.yaml": roles}), step("2026-02-20", {"policy.yaml": APPROVED}, BEN))
        told = tell("self-approved", *START, *steps)
        assert (len(told.findings), len(told.skipped)) == (found, skipped)

    def test_one_person_says_so(self) -> None:
        config = "approvals: {four_eyes: false, reason: Ben runs it alone}\n"
        told = tell("self-approved", *START, step("2026-02-20", {"policy.yaml": APPROVED}, BEN), config=config)
        assert not told.findings
        assert "Ben runs it alone" in told.skipped[0]


class TestApprovedThenEdited:
    """What stands differs from what was approved."""

    def test_an_edit(self) -> None:
        told = tell("approved-then-edited", *START, WRITTEN, GIVEN, step("2026-06-02", {"policy.yaml": EDITED}, EVE))
        assert told.lines == [("governance/policy.yaml", 4)]
        assert "approved on 2026-03-02; since then `purpose` changed" in told.messages[0]
        assert "2026-06-02, Eve" in told.messages[0]

    def test_an_edit_not_committed_yet(self) -> None:
        told = tell("approved-then-edited", *START, WRITTEN, GIVEN, pending={"policy.yaml": EDITED})
        assert "not committed yet" in told.messages[0]

    def test_an_edit_taken_back(self) -> None:
        edits = (step("2026-06-02", {"policy.yaml": EDITED}), step("2026-06-03", {"policy.yaml": APPROVED}))
        assert tell("approved-then-edited", *START, WRITTEN, GIVEN, *edits).silent

    def test_a_new_approval(self) -> None:
        anew = EDITED.replace("2026-03-02", "2026-06-02").replace("'1'", "'2'")
        assert tell("approved-then-edited", *START, WRITTEN, GIVEN, step("2026-06-02", {"policy.yaml": anew})).silent

    def test_a_day_pencilled_in_before_it_was_approved(self) -> None:
        planned = step("2026-02-21", {"policy.yaml": APPROVED.replace("approved\n", "in_review\n")})
        later = step("2026-03-04", {"policy.yaml": EDITED}, BEN)
        assert tell("approved-then-edited", *START, planned, later).silent

    @pytest.mark.parametrize(
        "text",
        [
            "# Policy\n" + APPROVED,
            APPROVAL + DRAFT,
            APPROVED.replace("'1'", "1").replace("Fair decisions", "|\n  Fair\n  decisions"),
            APPROVED.replace("approved\n", "Approved\n"),
            APPROVED + "last_reviewed: 2026-06-01\nreview_interval: 1 year\nevidence: [{url: https://acme.example}]\n",
            APPROVED + "principles: []\nobjectives_framework: TBD\n",
            APPROVED.replace("'1'", "1.1").replace("approved_by: ceo", "approved_by: lead"),
            APPROVED.replace("purpose", "purpos"),
        ],
    )
    def test_another_way_to_write_it(self, text: str) -> None:
        assert tell("approved-then-edited", *START, WRITTEN, GIVEN, step("2026-06-02", {"policy.yaml": text})).silent

    def test_a_reference_that_follows_a_new_id(self) -> None:
        given = step("2026-03-02", {"policy.yaml": APPROVED + "owner: lead\n"})
        renamed = step(
            "2026-06-02",
            {"roles.yaml": ROLES.replace("id: lead", "id: head"), "policy.yaml": APPROVED + "owner: head\n"},
        )
        assert tell("approved-then-edited", *START, given, renamed).silent
        other = step("2026-06-02", {"policy.yaml": APPROVED + "owner: ceo\n"})
        assert tell("approved-then-edited", *START, given, other).findings

    def test_a_document_that_was_moved(self) -> None:
        procedure = "kind: procedure\nid: how\nstatus: approved\napproved_on: 2026-03-02\nlinks: []\n"
        given = step("2026-03-02", {"how.yaml": procedure, "docs/a.md": "Text"})
        moved = step("2026-06-02", {"how.yaml": None, "docs/how.aims.yaml": procedure, "docs/a.md": None})
        assert tell("approved-then-edited", *START, given, moved).silent

    def test_edits_after_an_import_count(self) -> None:
        imported = step("2026-04-02", {"policy.yaml": APPROVED, "roles.yaml": ROLES})
        told = tell("approved-then-edited", imported, step("2026-06-02", {"policy.yaml": EDITED}, EVE))
        assert "Eve" in told.messages[0]

    def test_an_import_alone_is_how_it_was_approved(self) -> None:
        assert tell("approved-then-edited", step("2026-04-02", {"policy.yaml": APPROVED, "roles.yaml": ROLES})).silent

    def test_what_lies_before_a_shallow_clone_is_not_known(self) -> None:
        begins = step("2026-04-02", {"policy.yaml": APPROVED}, boundary=True)
        assert "shallow" in tell("approved-then-edited", *START, begins).skipped[0]
        edit = step("2026-06-02", {"policy.yaml": EDITED}, EVE)
        assert tell("approved-then-edited", *START, begins, edit).findings
        assert tell(
            "approved-then-edited", *START, step("2026-02-20", {"policy.yaml": DRAFT}, boundary=True), GIVEN
        ).silent

    def test_registers_and_living_records_may_be_edited(self) -> None:
        first = {"chat.yaml": "{kind: ai_system, id: chat, name: Chat}\n"}
        assert tell(
            "approved-then-edited",
            *START,
            step("2026-03-02", first),
            step("2026-05-02", {"chat.yaml": "{kind: ai_system, id: chat}\n"}),
        ).silent


class TestVersions:
    """What was approved anew has another version."""

    def anew(self, text: str, on: str = "2026-06-02") -> list[str]:
        new = step(on, {"policy.yaml": text.replace("2026-03-02", "2026-06-02")})
        return tell("version-not-bumped", *START, WRITTEN, GIVEN, new).messages

    def test_the_same_version(self) -> None:
        assert "other content than on 2026-03-02, and is still version 1" in self.anew(EDITED)[0]

    def test_another_version(self) -> None:
        assert not self.anew(EDITED.replace("'1'", "'2'"))

    def test_the_same_content(self) -> None:
        assert not self.anew(APPROVED)

    def test_a_mistyped_day_mended_at_once(self) -> None:
        assert not self.anew(EDITED, "2026-03-02")

    def test_what_lies_before_a_shallow_clone_is_not_known(self) -> None:
        begins = step("2026-04-02", {"policy.yaml": APPROVED}, boundary=True)
        assert "shallow" in tell("version-not-bumped", *START, begins).skipped[0]


class TestApprovalBeforeContent:
    """Approved long before it was written."""

    @pytest.mark.parametrize(("on", "found"), [("2026-03-16", 0), ("2026-03-17", 1)])
    def test_two_weeks_are_nothing(self, on: str, found: int) -> None:
        assert len(tell("approval-before-content", *START, step(on, {"policy.yaml": APPROVED})).findings) == found

    def test_what_a_rebase_moved_counts_from_when_it_was_written(self) -> None:
        written = step("2026-05-02", {"policy.yaml": APPROVED}, authored=START[0].on.replace(year=2026))
        assert tell("approval-before-content", *START, written).silent

    def test_an_approval_entered_late(self) -> None:
        assert tell("approval-before-content", *START, WRITTEN, step("2026-06-02", {"policy.yaml": APPROVED})).silent

    def test_evidence_of_that_time(self) -> None:
        text = APPROVED + "evidence: [{url: https://acme.example/signed, date: 2026-03-02}]\n"
        assert tell("approval-before-content", *START, step("2026-06-02", {"policy.yaml": text})).silent

    def test_an_import_does_not_tell(self) -> None:
        told = tell("approval-before-content", step("2026-06-02", {"policy.yaml": APPROVED, "roles.yaml": ROLES}))
        assert not told.findings
        assert "import" in told.skipped[0]


INCIDENT = "{id: INC-1, title: Wrong advice on loans, systems: [chat], detected_on: 2026-03-01}"


def register(*incidents: str) -> str:
    return f"kind: incidents\nid: incidents\nincidents: [{', '.join(incidents)}]\n"


class TestRecordDeleted:
    """Removed before its time was over."""

    def told(self, *steps: object, **more: object) -> list[str]:
        first = step("2026-03-02", {"incidents.yaml": register(INCIDENT)})
        return tell("record-deleted", *START, first, *steps, **more).messages  # type: ignore[arg-type]

    def test_an_entry(self) -> None:
        assert (
            "Incident INC-1 (Wrong advice on loans) was removed and is to be kept until 2029-03-01"
            in self.told(step("2026-05-02", {"incidents.yaml": register()}, EVE))[0]
        )

    def test_a_file(self) -> None:
        assert "Eve" in self.told(step("2026-05-02", {"incidents.yaml": None}, EVE))[0]

    def test_not_committed_yet(self) -> None:
        assert "not committed yet" in self.told(pending={"incidents.yaml": None})[0]

    @pytest.mark.parametrize(
        "after",
        [
            register("{id: INC-1, erased: {reason: A court asked for it, approved_by: lead}}"),
            register(INCIDENT.replace("INC-1", "I-2026-1")),
            register(INCIDENT.replace("INC-1", "I-1").replace("loans", "mortgages")),
        ],
    )
    def test_lawful(self, after: str) -> None:
        assert not self.told(step("2026-05-02", {"incidents.yaml": after}))

    def test_another_one_does_not_take_its_place(self) -> None:
        other = "{id: INC-2, title: Slow, systems: [rank], detected_on: 2026-04-03, severity: low}"
        assert self.told(step("2026-05-02", {"incidents.yaml": register(other)}))

    def test_moved(self) -> None:
        files = {"incidents.yaml": None, "old/2026.aims.yaml": register(INCIDENT).replace("id: incidents", "id: old")}
        assert not self.told(step("2026-05-02", files))

    def test_away_for_a_while(self) -> None:
        away = step("2026-05-02", {"incidents.yaml": None})
        assert not self.told(away, step("2026-05-03", {"incidents.yaml": register(INCIDENT)}))

    def test_kept_long_enough(self) -> None:
        kept = register(INCIDENT) + "retention: 1 month\n"
        assert not self.told(step("2026-03-03", {"incidents.yaml": kept}), step("2026-05-02", {"incidents.yaml": None}))

    def test_a_draft(self) -> None:
        draft = step("2026-03-03", {"ia.yaml": "{kind: impact_assessment, id: ia, status: draft}\n"})
        assert tell("record-deleted", *START, draft, step("2026-05-02", {"ia.yaml": None})).silent

    def test_a_draft_that_was_approved_once(self) -> None:
        text = "{kind: impact_assessment, id: ia, status: draft, approved_on: 2026-03-02}\n"
        steps = (step("2026-03-03", {"ia.yaml": text}), step("2026-05-02", {"ia.yaml": None}))
        assert tell("record-deleted", *START, *steps).findings

    def test_what_is_no_record_here(self) -> None:
        sample = {"tests/data/incidents.yaml": register(INCIDENT)}
        steps = (step("2026-03-03", sample), step("2026-05-02", {"tests/data/incidents.yaml": None}))
        assert tell("record-deleted", *START, *steps).silent

    def test_it_points_to_the_system_that_it_was_about(self) -> None:
        steps = (
            step("2026-03-01", {"chat.yaml": "kind: ai_system\nid: chat\n"}),
            step("2026-03-02", {"incidents.yaml": register(INCIDENT)}),
            step("2026-05-02", {"incidents.yaml": None}),
        )
        assert tell("record-deleted", *START, *steps).lines == [("governance/chat.yaml", 2)]


class TestBulkRedate:
    """Many days of review and nothing else."""

    def systems(self, day: str, count: int = 12, more: str = "") -> dict[str, str | None]:
        return {f"s{n}.yaml": f"{{kind: ai_system, id: s{n}, last_reviewed: {day}{more}}}\n" for n in range(count)}

    def told(self, *steps: object, **more: object) -> list[str]:
        begun = [
            step(f"2025-01-{n + 13}", {name: text}) for n, (name, text) in enumerate(self.systems("2025-01-01").items())
        ]
        return tell("bulk-redate", *START, *begun, *steps, **more).messages  # type: ignore[arg-type]

    def test_in_one_commit(self) -> None:
        told = self.told(step("2026-10-01", self.systems("2026-10-01"), EVE, says="Review"))
        assert len(told) == 1
        assert "12 records got a new day of review" in told[0]
        assert "Eve: Review" in told[0]

    def test_not_committed_yet(self) -> None:
        assert self.told(pending=self.systems("2026-10-01"))

    def test_nine_are_few(self) -> None:
        assert not self.told(step("2026-10-01", self.systems("2026-10-01", 9)))

    def test_with_signs_of_work(self) -> None:
        logged = self.systems("2026-10-01", 2, ", change_log: [{date: 2026-10-01, change: Read}]")
        assert not self.told(step("2026-10-01", {**self.systems("2026-10-01"), **logged}))

    def test_long_ago(self) -> None:
        assert not self.told(step("2025-10-01", self.systems("2025-10-01")))

    def test_by_two(self) -> None:
        assert not self.told(step("2026-10-01", self.systems("2026-10-01"), ADA, BEN))

    def test_moved_and_dated(self) -> None:
        moved: dict[str, str | None] = dict.fromkeys(self.systems(""))
        moved |= {f"systems/{name}": text for name, text in self.systems("2026-10-01").items()}
        moved = {f"governance/{name}": text for name, text in moved.items()}
        assert self.told(step("2026-10-01", moved))

    def test_moved_between_files_of_many(self) -> None:
        def files(day: str, parted_at: int) -> dict[str, str | None]:
            texts = [f"kind: ai_system\nid: s{n}\nlast_reviewed: {day}\n" for n in range(12)]
            return {"one.yaml": "---\n".join(texts[:parted_at]), "two.yaml": "---\n".join(texts[parted_at:])}

        begun = step("2025-02-01", files("2025-01-01", 6)), step("2025-02-02", {"other.yaml": "kind: roles\nid: r\n"})
        dated = step("2026-10-01", files("2026-10-01", 7))
        assert tell("bulk-redate", *START, *begun, dated).messages


class TestStageJump:
    """Live without what lies before."""

    def told(self, *stages: str, role: str = "developer", more: str = "") -> list[str]:
        text = f"kind: ai_system\nid: chat\norganisation_role: [{role}]\n{more}lifecycle_stage: "
        steps = [step(f"2026-0{n + 1}-02", {"chat.yaml": f"{text}{stage}\n"}, BEN) for n, stage in enumerate(stages)]
        return tell("illegal-stage-jump", *START, *steps).messages

    @pytest.mark.parametrize(
        ("role", "stages", "found"),
        [
            ("developer", ("idea", "deployed"), True),
            ("provider", ("design", "pilot"), True),
            ("developer", ("design", "verification", "deployed"), False),
            ("developer", ("design", "development", "deployed"), False),
            ("developer", ("deployed",), False),
            ("developer", ("idea", "pilot", "deployed"), False),
            ("developer", ("deployed", "suspended", "deployed"), False),
            ("developer", ("deployed", "production"), False),
            ("user", ("idea", "deployed"), True),
            ("user", ("design", "deployed"), False),
            ("user", ("idea", "pilot", "deployed"), False),
        ],
    )
    def test_stages(self, role: str, stages: tuple[str, ...], found: bool) -> None:
        assert bool(self.told(*stages, role=role)) is found

    def test_it_names_the_commit(self) -> None:
        assert "chat went from idea straight to deployed" in self.told("idea", "deployed")[0]
        assert "Ben" in self.told("idea", "deployed")[0]

    def test_a_shallow_clone_does_not_tell(self) -> None:
        live = "kind: ai_system\nid: chat\nlifecycle_stage: deployed\n"
        assert (
            "shallow"
            in tell("illegal-stage-jump", *START, step("2026-03-02", {"chat.yaml": live}, boundary=True)).skipped[0]
        )


class TestBurst:
    """Most records date from just before an audit."""

    def told(self, *steps: object) -> list[str]:
        audit = step("2026-03-25", {"audit.yaml": "kind: audit\nid: audit\ndate: 2026-03-20\n"})
        return tell("burst-before-audit", *START, *steps, audit).messages  # type: ignore[arg-type]

    def systems(self, month: str) -> list[object]:
        return [step(f"{month}-{n + 1:02}", {f"s{n}.yaml": f"{{kind: ai_system, id: s{n}}}\n"}) for n in range(12)]

    def test_before(self) -> None:
        assert (
            "12 of 16 records were first written in the 30 days before 2026-03-20"
            in self.told(*self.systems("2026-03"))[0]
        )

    def test_long_before(self) -> None:
        assert not self.told(*self.systems("2026-01"))

    def test_an_import(self) -> None:
        files = {f"s{n}.yaml": f"{{kind: ai_system, id: s{n}}}\n" for n in range(12)}
        assert not self.told(step("2026-03-02", files))


class TestApprovedOnce:
    """What a draft that cannot be read said matters to nobody who only asks what became of the one approval."""

    BROKEN = step("2026-02-25", {"policy.yaml": f"{DRAFT}notes: [\n"}, ADA)

    @pytest.mark.parametrize("rule", ["approved-then-edited", "version-not-bumped", "approval-before-content"])
    def test_a_broken_draft(self, rule: str) -> None:
        assert tell(rule, *START, WRITTEN, self.BROKEN, GIVEN).silent

    def test_somebody_else_brought_it(self) -> None:
        assert tell("self-approved", *START, WRITTEN, self.BROKEN, GIVEN).silent

    def test_who_else_wrote_the_broken_draft_is_looked_at(self) -> None:
        first = step("2026-02-20", {"policy.yaml": DRAFT}, BEN)
        mended = step("2026-03-02", {"policy.yaml": EDITED}, BEN)
        told = tell("self-approved", *START, first, self.BROKEN, mended)
        assert not told.findings
        assert "cannot be read" in told.skipped[0]

    @pytest.mark.parametrize("sign", ['"approved_on": 2026-03-02\n', '"approved\\u005fon": 2026-03-02\n'])
    def test_a_broken_version_that_may_have_claimed_the_approval(self, sign: str) -> None:
        broken = step("2026-02-25", {"policy.yaml": f"{DRAFT}{sign}notes: [\n"}, ADA)
        told = tell("approved-then-edited", *START, WRITTEN, broken, GIVEN)
        assert not told.findings
        assert "cannot be read" in told.skipped[0]

    def test_an_old_text_that_came_late(self) -> None:
        late = step("2026-04-20", {"policy.yaml": DRAFT}, ADA)
        given = step("2026-04-21", {"policy.yaml": APPROVED}, BEN)
        told = tell("approval-before-content", *START, late, given)
        assert told.lines == [("governance/policy.yaml", 7)]

    def test_one_that_came_from_elsewhere(self) -> None:
        first = step("2026-02-20", {"old.yaml": DRAFT}, BEN)
        moved = step("2026-02-22", {"old.yaml": None, "policy.yaml": DRAFT}, ADA)
        assert tell("self-approved", *START, first, moved, GIVEN).findings
