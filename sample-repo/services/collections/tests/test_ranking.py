import unittest
from dataclasses import replace

from services.collections.ranking import Case, gain, in_control, read_weights, work_list

WEIGHTS = read_weights()
RANKED = [f"case-{number}" for number in range(200) if not in_control(Case(f"case-{number}", 20))]
CONTROL = [f"case-{number}" for number in range(200) if in_control(Case(f"case-{number}", 20))]


class Ranking(unittest.TestCase):
    def test_those_whom_a_call_helps_most_come_first(self) -> None:
        answers = Case(RANKED[0], 20, plans_kept=2, answered_calls=6)
        pays_anyway = Case(RANKED[1], 20, plans_kept=2, app_logins_30_days=20)
        self.assertGreater(gain(answers, WEIGHTS), gain(pays_anyway, WEIGHTS))
        calls = work_list([pays_anyway, answers], WEIGHTS).calls
        self.assertEqual([line.case for line in calls], [answers, pays_anyway])
        self.assertEqual(calls[0].reasons[0], "answers when called")

    def test_vulnerable_and_counselled_customers_are_never_in_the_list(self) -> None:
        vulnerable = Case(RANKED[0], 20, answered_calls=6, vulnerable=True)
        counselled = Case(CONTROL[0], 20, in_counselling=True)
        for old_order in (False, True):
            found = work_list([vulnerable, counselled], WEIGHTS, old_order=old_order)
            self.assertEqual((found.calls, found.care_team), ((), (vulnerable, counselled)))

    def test_nobody_is_called_a_third_time_or_against_their_wish(self) -> None:
        cases = [
            Case(RANKED[0], 20, contacts_this_week=2), Case(RANKED[1], 20, asked_not_to_be_called=True),
            Case(RANKED[2], 9), Case(RANKED[3], 61), Case(RANKED[4], 10, contacts_this_week=1),
        ]  # fmt: skip
        found = work_list(cases, WEIGHTS)
        self.assertEqual([line.case for line in found.calls], [cases[4]])
        self.assertEqual(len(found.left_in_peace), 4)

    def test_control_group_keeps_its_place_in_the_old_order(self) -> None:
        names = enumerate(RANKED + CONTROL)
        cases = [Case(name, 10 + number % 50, answered_calls=number % 7) for number, name in names]
        new, old = work_list(cases, WEIGHTS).calls, work_list(cases, WEIGHTS, old_order=True).calls
        self.assertEqual({line.case for line in new}, {line.case for line in old})
        for after, before in zip(new, old, strict=True):
            if after.control:
                self.assertEqual(after.case, before.case)

    def test_control_group_is_about_a_fifth(self) -> None:
        self.assertTrue(0.12 <= len(CONTROL) / 200 <= 0.28, len(CONTROL))

    def test_stop_button_restores_the_order_by_date(self) -> None:
        cases = [Case(RANKED[0], 15, answered_calls=6), Case(RANKED[1], 50)]
        calls = work_list(cases, WEIGHTS, old_order=True).calls
        self.assertEqual([line.case.days_behind for line in calls], [50, 15])
        self.assertEqual([line.reasons for line in calls], [(), ()])

    def test_order_does_not_depend_on_the_order_of_input(self) -> None:
        cases = [Case(name, 20, answered_calls=number % 5) for number, name in enumerate(RANKED[:20])]
        self.assertEqual(work_list(cases, WEIGHTS), work_list(cases[::-1], WEIGHTS))

    def test_contacts_do_not_move_the_rank(self) -> None:
        case = Case(RANKED[0], 20, answered_calls=3)
        self.assertEqual(gain(case, WEIGHTS), gain(replace(case, contacts_this_week=1), WEIGHTS))


if __name__ == "__main__":
    unittest.main()
