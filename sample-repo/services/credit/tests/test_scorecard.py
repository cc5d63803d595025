import unittest
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from services.credit.scorecard import HERE, RefusedInput, pinned_table, score

TODAY = date(2026, 9, 14)
SOLID = {
    "months_since_arrears": 999, "open_credits": 1, "credit_use_percent": 20, "searches_6_months": 0,
    "months_of_history": 80, "returned_debits_12_months": 0, "net_income": 2600, "housing_share_percent": 28,
    "instalment_share_percent": 5, "loan_to_income_percent": 20, "term_months": 36, "employment_months": 60,
    "rent_on_time_months": 24, "employment": "permanent",
}  # fmt: skip


class Scorecard(unittest.TestCase):
    def setUp(self) -> None:
        self.table = pinned_table()

    def score(self, **changed: object):
        return score({**SOLID, **changed}, TODAY, TODAY, self.table)

    def test_solid_applicant_is_accepted_without_reasons(self) -> None:
        found = self.score()
        self.assertEqual((found.band, found.reasons, found.model_version), ("accept", (), "4.2"))

    def test_costliest_reason_comes_first_and_there_are_at_most_four(self) -> None:
        found = self.score(
            months_since_arrears=3, open_credits=9, credit_use_percent=95, searches_6_months=7,
            returned_debits_12_months=4, instalment_share_percent=40, loan_to_income_percent=90,
        )  # fmt: skip
        self.assertEqual(found.band, "propose to decline")
        self.assertEqual(found.reasons[0], "a recent arrears registration")
        self.assertEqual(len(found.reasons), 4)

    def test_more_of_a_bad_thing_never_raises_the_score(self) -> None:
        for name in ("open_credits", "credit_use_percent", "searches_6_months", "instalment_share_percent"):
            points = [self.score(**{name: value}).points for value in (0, 4, 20, 50, 99)]
            self.assertEqual(points, sorted(points, reverse=True), name)

    def test_thin_file_does_not_pay_for_an_empty_bureau_record(self) -> None:
        young = self.score(months_of_history=3, open_credits=0, credit_use_percent=0, rent_on_time_months=14)
        self.assertTrue(young.thin_file)
        self.assertEqual(young.band, "accept")
        self.assertNotIn("a short credit history", young.reasons)

    def test_thin_file_still_pays_for_arrears(self) -> None:
        self.assertIn("a recent arrears registration", self.score(months_of_history=3, months_since_arrears=2).reasons)

    def test_inputs_that_cannot_be_trusted_are_refused(self) -> None:
        for changed in (
            {"employment": "temp_ie"}, {"net_income": -1}, {"net_income": "2600"}, {"net_income": float("nan")},
            {"open_credits": None}, {"open_credits": True},
        ):  # fmt: skip
            with self.subTest(changed), self.assertRaises(RefusedInput):
                self.score(**changed)
        incomplete = {name: value for name, value in SOLID.items() if name != "term_months"}
        with self.assertRaises(RefusedInput):
            score(incomplete, TODAY, TODAY, self.table)

    def test_stale_bureau_data_are_refused(self) -> None:
        self.assertEqual(score(SOLID, date(2026, 8, 15), TODAY, self.table).band, "accept")
        for day in (date(2026, 8, 14), date(2026, 9, 15)):
            with self.assertRaises(RefusedInput):
                score(SOLID, day, TODAY, self.table)

    def test_changed_table_without_a_new_lock_is_refused(self) -> None:
        with TemporaryDirectory() as folder:
            copy = Path(folder)
            for name in ("points.json", "model.lock"):
                (copy / name).write_text((HERE / name).read_text(encoding="utf-8"), encoding="utf-8")
            table = (copy / "points.json").read_text(encoding="utf-8")
            (copy / "points.json").write_text(table.replace('"base": 600', '"base": 620'), encoding="utf-8")
            with self.assertRaises(RuntimeError):
                pinned_table(copy)


if __name__ == "__main__":
    unittest.main()
