"""`aimslint waive`: accepts a finding, for a reason and until a day."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from aimslint.cli.asking import ask, on_terminal
from aimslint.cli.checked import as_of_option, one_of
from aimslint.cli.delivering import Change, show_changes, write_changes
from aimslint.cli.failures import Stop
from aimslint.cli.options import Command, Day, section
from aimslint.dataclass import dataclass
from aimslint.reporters.text.safe import one_line

if TYPE_CHECKING:
    from aimslint.aims import Aims
    from aimslint.cli.checked import Checked
    from aimslint.model import Finding, Subject
    from aimslint.report import Report
    from aimslint.rulebook import Rule
    from aimslint.suppress import Terms

SHOWN = 8

said = section("What it says")
output = section("Output")


@click.command(cls=Command)
@click.argument("rule_name", metavar="RULE")
@click.argument("id_", metavar="[[KIND/]ID]", required=False)
@said("--reason", metavar="TEXT", help="Why the finding is accepted.")
@said("--until", type=Day(), help="The last day on which it is.")
@said("--approved-by", metavar="ROLE", help="The role that accepts it.")
@as_of_option
@output("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
def command(
    rule_name: str,
    id_: str | None,
    reason: str | None,
    until: date | None,
    approved_by: str | None,
    as_of: date,
    dry_run: bool,
) -> None:
    """Accept what a rule finds about a record.

    An entry goes into the register of waivers: RULE, the record or entry ID, and with a record all entries in it;
    without ID, what is found about the project as a whole. The findings stay visible, and count again when it ends.
    What it should not say by options is asked on a terminal.
    """
    from aimslint.cli.checked import check_all
    from aimslint.scaffold.waiver import CannotWaive, Waiver, with_waiver
    from aimslint.suppress import Terms

    checked = one_of(check_all([], as_of))
    report = checked.report
    rule = _rule(rule_name, report)
    subject, covered = _covered(rule, id_, report)
    terms = Terms(report.rulebook, as_of)
    answers = _Answers(reason, until, approved_by).asked(report.aims, terms, rule)
    waiver = Waiver(rule.name, subject, answers.reason, answers.approved_by, as_of, answers.until)
    try:
        path, content, old = with_waiver(waiver, report.aims, report.aims.tree, checked.config)
    except CannotWaive as error:
        raise Stop(str(error)) from None
    left = _left(checked, path, content, covered)
    if left:
        raise Stop(f"nothing was written, for the waiver would not cover what it should: {one_line(left[0].message)}")
    change = Change(path, content, old)
    if dry_run:
        show_changes([change], checked.screen)
    elif write_changes([change], checked.screen):
        _tell(rule, waiver.until, covered)
    else:
        raise Stop(f"{checked.screen.path(path)} is there, and holds no register of waivers; move it, and try again")


@dataclass(frozen=True, slots=True)
class _Complete:
    """What a waiver needs beside its rule and record."""

    reason: str
    until: date
    approved_by: str


@dataclass(frozen=True, slots=True)
class _Answers:
    """What the options say."""

    reason: str | None
    until: date | None
    approved_by: str | None

    def asked(self, aims: "Aims", terms: "Terms", rule: "Rule") -> _Complete:
        """The answers, with what is missing asked on a terminal. Raises Stop for what is missing or wrong."""
        roles = [role.id for role in aims.of_kind(("role",)) if role.id]
        last = terms.last_day(rule.name)
        reason, until, approver = self.reason, self.until, self.approved_by
        if on_terminal():
            reason = reason or ask("reason: Why is it accepted?")
            until = until or _day(ask(f"until: The last day on which it is, at most {last}"))
            approver = approver or ask("approved_by: The role that accepts it", known=roles[:12])
        missing = [
            option
            for option, value in (("--reason TEXT", reason), ("--until DAY", until), ("--approved-by ROLE", approver))
            if not value
        ]
        if missing or not (reason and until and approver):
            raise Stop(f"a waiver needs a reason, an end and somebody who approves it: add {', '.join(missing)}")
        _check_reason(reason)
        _check_end(until, last, terms, rule)
        _check_role(approver, roles)
        return _Complete(reason.strip(), until, approver)


def _day(text: str) -> date | None:
    from aimslint.days import parse_day

    try:
        return parse_day(text) if text else None
    except ValueError:
        raise Stop(f"`{one_line(text)}` is no day; expected a day of the calendar written YYYY-MM-DD") from None


def _check_reason(reason: str) -> None:
    from aimslint.records.values import is_empty

    if is_empty(reason.strip()):
        raise Stop(f"`{one_line(reason)}` is no reason; say why the finding is accepted")
    try:
        reason.encode("utf-8")
    except UnicodeEncodeError:
        raise Stop("the reason is no UTF-8 text") from None


def _check_end(until: date, last: date, terms: "Terms", rule: "Rule") -> None:
    if until < terms.as_of:
        raise Stop(f"--until {until} has passed already; it is {terms.as_of}")
    if until > last:
        longest = terms.longest(rule.name)
        raise Stop(
            f"--until {until} is too far away: what {rule.name} finds is of severity {rule.severity}, and may be "
            f"accepted for {longest}, to {last}"
        )


def _check_role(role: str, roles: Sequence[str]) -> None:
    from aimslint.suggest import hint

    if role not in roles:
        known = f"; roles: {', '.join(map(one_line, roles))}" if roles else "; name one in a `roles` register first"
        raise Stop(f"there is no role `{one_line(role)}`{hint(role, roles)}{known}")


def _rule(name: str, report: "Report") -> "Rule":
    """The rule of that name or code. Raises Stop when there is none, or when it cannot be waived."""
    from aimslint.suggest import hint
    from aimslint.suppress import no_suppressing

    rules = report.rulebook.rules
    rule = rules.get(name) or next((rule for rule in report.rulebook if rule.code == name), None)
    if rule is None:
        raise Stop(f"there is no rule `{one_line(name)}`{hint(name, rules)}\n`aimslint rule` lists all of them")
    because = no_suppressing(rule)
    if because:
        raise Stop(f"{because}; mend what it finds")
    return rule


def _covered(rule: "Rule", id_: str | None, report: "Report") -> "tuple[Subject | None, list[Finding]]":
    """What the waiver is for, and the findings it will cover. Raises Stop when nothing is open there.

    What the baseline holds may be waived: then somebody has decided about it.
    """
    from aimslint.suppress import inside
    from aimslint.views.show import find_item

    baselined = [one.finding for one in report.suppressed if one.by.kind == "baseline"]
    found = [finding for finding in (*report.findings, *baselined) if finding.rule == rule.name]
    if id_ is None:
        whole = [finding for finding in found if finding.record is None]
        if len(whole) < len(found):
            raise Stop(f"{rule.name} finds something about single records: say which{_records(found)}")
        if not whole:
            raise Stop(
                f"{rule.name} finds nothing that is open; {_waived(rule, report) or 'there is nothing to waive'}"
            )
        return None, whole
    item = find_item(id_, report.aims)
    subjects = set(inside(item))
    covered = [finding for finding in found if finding.record in subjects]
    if not covered:
        about = f"{item.subject.kind}/{one_line(item.subject.id)}"
        waived = _waived(rule, report, subjects)
        instead = f"; {waived}" if waived else _elsewhere(found, item.subject, report)
        raise Stop(f"{rule.name} finds nothing that is open about {about}{instead}")
    return item.subject, covered


def _elsewhere(found: "Sequence[Finding]", subject: "Subject", report: "Report") -> str:
    """What there is instead: other rules about this record, and other records for the rule."""
    rank, all_rules = report.phase.rank, report.rulebook.rules
    due = (finding for finding in report.findings if all_rules[finding.rule].phase.rank <= rank)
    other = Counter(finding.rule for finding in due if finding.record == subject)
    rules = ", ".join(list(other)[:SHOWN])
    return (f"; open there: {rules}" if other else "; nothing is open there") + _records(found, "; it does about")


def _records(found: "Sequence[Finding]", lead: str = ":") -> str:
    subjects = dict.fromkeys(finding.record for finding in found if finding.record is not None)
    named = [f"{subject.kind}/{one_line(subject.id)}" for subject in subjects]
    more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
    return f"{lead} {', '.join(named[:SHOWN])}{more}" if named else ""


def _waived(rule: "Rule", report: "Report", subjects: "Collection[Subject | None] | None" = None) -> str:
    """What is accepted already, by whom and until when."""
    for one in report.suppressed:
        if one.finding.rule == rule.name and (subjects is None or one.finding.record in subjects):
            by = f" by {one_line(one.by.approved_by)}" if one.by.approved_by else f" by a {one.by.kind}"
            return f"it is accepted already{by}, until {one.by.until}"
    return ""


def _left(checked: "Checked", path: str, content: bytes, covered: "Sequence[Finding]") -> "list[Finding]":
    """Which of these findings would still be open: asked of the files as they will be."""
    from aimslint.engine import check
    from aimslint.trees import overlaid

    report = checked.report
    tree = overlaid(report.aims.tree, {path: content})
    after = check(tree, report.as_of, checked.config, report.root, rulebook=report.rulebook)
    wanted = {finding.fingerprint for finding in covered}
    return [finding for finding in after.findings if finding.fingerprint in wanted]


def _tell(rule: "Rule", until: date, covered: "Sequence[Finding]") -> None:
    number = "1 finding" if len(covered) == 1 else f"{len(covered)} findings"
    click.echo(f"{number} of {rule.name} will not count up to {until}. Have whoever approves it look at the change.")
