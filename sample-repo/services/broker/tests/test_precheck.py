import unittest

from services.broker.precheck import BadRequest, TooManyTries, Tries, precheck, read_facts, read_weights

GOOD = {
    "residence": "NL", "age_band": "25-40", "employment": "permanent", "arrears_stated": False, "consent": True,
    "income_band": "2000-3000", "housing_band": "below 30%", "existing_credit_band": "none",
    "employment_band": "above 24 months", "loan_band": "5000-15000", "term_band": "37-72 months",
}  # fmt: skip


class PreChecks(unittest.TestCase):
    def check(self, **changed: object):
        return precheck(read_facts({**GOOD, **changed}), read_weights())

    def test_good_client_is_likely(self) -> None:
        self.assertEqual(self.check().word, "likely")

    def test_each_hard_rule_gives_unlikely_with_two_reasons(self) -> None:
        for changed in (
            {"residence": "BE"}, {"age_band": "below 18"}, {"employment": "none"}, {"arrears_stated": True},
            {"existing_credit_band": "above 20000", "income_band": "below 1400"},
        ):  # fmt: skip
            with self.subTest(changed):
                found = self.check(**changed)
                self.assertEqual(found.word, "unlikely")
                self.assertGreaterEqual(len(found.reasons), 2)

    def test_weak_facts_are_unlikely_with_the_costliest_first(self) -> None:
        found = self.check(
            income_band="1400-2000", housing_band="above 45%", existing_credit_band="above 20000",
            employment_band="below 6 months", loan_band="15000-40000", term_band="above 72 months",
        )  # fmt: skip
        self.assertEqual((found.word, found.reasons[0]), ("unlikely", "existing credit is high"))

    def test_between_the_limits_it_is_unsure_and_says_why(self) -> None:
        found = self.check(income_band="below 1400", housing_band="above 45%")
        self.assertEqual((found.word, found.reasons[0]), ("unsure", "income is low for this loan"))

    def test_self_employed_are_always_unsure(self) -> None:
        self.assertEqual(self.check(employment="self_employed", income_band="above 3000").word, "unsure")

    def test_age_moves_no_points(self) -> None:
        self.assertEqual(self.check(age_band="18-24"), self.check(age_band="above 60"))

    def test_answer_says_that_it_is_no_decision(self) -> None:
        self.assertIn("not a decision", self.check().say)

    def test_bad_requests_are_refused(self) -> None:
        for changed in ({"name": "J. Jansen"}, {"income_band": "2500"}, {"consent": False}):
            with self.subTest(changed), self.assertRaises(BadRequest):
                self.check(**changed)
        with self.assertRaises(BadRequest):
            read_facts({name: value for name, value in GOOD.items() if name != "term_band"})

    def test_sixth_version_of_a_client_is_refused_that_day(self) -> None:
        tries = Tries()
        versions = [read_facts({**GOOD, "age_band": str(number)}) for number in range(6)]
        for version in versions[:5]:
            tries.note("office-7", "client-1", "2026-11-03", version)
        tries.note("office-7", "client-1", "2026-11-03", versions[0])
        with self.assertRaises(TooManyTries):
            tries.note("office-7", "client-1", "2026-11-03", versions[5])
        tries.note("office-7", "client-1", "2026-11-04", versions[5])


if __name__ == "__main__":
    unittest.main()
