import unittest
from dataclasses import replace

from services.affordability.estimate import Household, NotEnoughData, estimate, read_trees

COUPLE = Household(
    people=2, children=0, cars=1, net_income=3200, housing=950, instalments=120, months=12,
    seen_food=420, seen_energy=180, seen_other=300,
)  # fmt: skip


class Affordability(unittest.TestCase):
    def setUp(self) -> None:
        self.trees = read_trees()

    def test_groups_add_up_to_the_living_costs(self) -> None:
        found = estimate(COUPLE, self.trees)
        self.assertEqual(sum(found.groups.values()), found.living_costs)
        self.assertEqual(len(found.groups), 5)

    def test_thrifty_household_is_held_at_the_reference_budget(self) -> None:
        thrifty = replace(COUPLE, cars=0, seen_food=90, seen_energy=40, seen_other=10)
        found = estimate(thrifty, self.trees)
        self.assertLess(sum(found.groups.values()), found.reference)
        self.assertEqual(found.living_costs, found.reference)

    def test_five_percent_of_income_stay_untouched(self) -> None:
        found = estimate(COUPLE, self.trees)
        self.assertAlmostEqual(found.room, 3200 * 0.95 - 950 - 120 - found.living_costs)

    def test_room_is_never_negative(self) -> None:
        self.assertEqual(estimate(replace(COUPLE, net_income=1500), self.trees).room, 0)

    def test_more_people_never_cost_less(self) -> None:
        costs = [estimate(replace(COUPLE, people=people), self.trees).living_costs for people in range(1, 9)]
        self.assertEqual(costs, sorted(costs))

    def test_too_few_months_and_too_many_people_go_to_documents(self) -> None:
        for household in (replace(COUPLE, months=8), replace(COUPLE, people=9)):
            with self.assertRaises(NotEnoughData):
                estimate(household, self.trees)

    def test_large_households_get_a_document_check(self) -> None:
        self.assertFalse(estimate(replace(COUPLE, people=5), self.trees).document_check)
        self.assertTrue(estimate(replace(COUPLE, people=6), self.trees).document_check)


if __name__ == "__main__":
    unittest.main()
