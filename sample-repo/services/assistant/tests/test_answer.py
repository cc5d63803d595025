import unittest

from services.assistant.answer import answer, find, read_passages
from services.assistant.client import NotConnected, pinned_version
from services.assistant.guard import faults, mask, read_handover


class Scripted:
    """A model that says what the test tells it to, and keeps what it was asked."""

    def __init__(self, says: str) -> None:
        self.says, self.prompts, self.versions = says, [], []

    def complete(self, prompt: str, version: str) -> str:
        self.prompts.append(prompt)
        self.versions.append(version)
        return self.says


class Assistant(unittest.TestCase):
    def setUp(self) -> None:
        self.passages, self.topics, self.version = read_passages(), read_handover(), pinned_version()

    def ask(self, question: str, model, language: str = "en"):
        return answer(question, language, self.passages, self.topics, model, self.version)

    def test_answers_from_a_passage_and_links_its_page(self) -> None:
        model = Scripted("Early repayment of a consumer loan is free of charge [repay-1].")
        found = self.ask("Is early repayment of my loan free?", model)
        self.assertEqual((found.outcome, found.pages[0]), ("answered", "/help/early-repayment"))
        self.assertEqual(model.versions, ["2026-08-20"])

    def test_dutch_question_gets_dutch_passages(self) -> None:
        model = Scripted("Vervroegd aflossen van een persoonlijke lening is gratis [repay-nl-1].")
        self.assertEqual(self.ask("Is vervroegd aflossen gratis?", model, "nl").outcome, "answered")

    def test_fee_that_no_passage_names_is_withheld(self) -> None:
        model = Scripted("Early repayment of a consumer loan costs 1 percent [repay-1].")
        found = self.ask("What does early repayment of a loan cost?", model)
        self.assertEqual(found.outcome, "refused")
        self.assertIn("1 is not in the passage", found.reason)

    def test_pages_for_businesses_are_never_found(self) -> None:
        found = find("early repayment of a business loan", "en", self.passages)
        self.assertNotIn("repay-business", [each.id for each in found])

    def test_sentence_without_or_with_a_made_up_source_is_withheld(self) -> None:
        for says in ("It is free.", "It is free [repay-9].", "It is free [repay-1]. Trust me.", "  "):
            with self.subTest(says):
                self.assertEqual(self.ask("Is early repayment of my loan free?", Scripted(says)).outcome, "refused")

    def test_topics_for_people_never_reach_the_model(self) -> None:
        for question in ("I can’t pay this month", "Why was I refused?", "Ik heb schulden", "How much can I borrow?"):
            model = Scripted("never")
            with self.subTest(question):
                self.assertEqual(self.ask(question, model).outcome, "handed_over")
                self.assertEqual(model.prompts, [])

    def test_word_inside_another_is_no_topic(self) -> None:
        model = Scripted("Change your address in the app under Profile [address-1].")
        found = self.ask("How do I change the address of my indebted-sounding street?", model)
        self.assertEqual(found.outcome, "answered")

    def test_nothing_is_asked_without_a_passage(self) -> None:
        model = Scripted("never")
        self.assertEqual(self.ask("Who won the football match?", model).outcome, "refused")
        self.assertEqual(model.prompts, [])

    def test_secrets_are_masked_before_they_leave(self) -> None:
        model = Scripted("Change your address in the app under Profile [address-1].")
        self.ask("Change my address, account NL91 ABNA 0417 1643 00, jo@example.org", model)
        self.assertNotIn("0417", model.prompts[0])
        self.assertNotIn("jo@example.org", model.prompts[0])
        self.assertIn("[account]", model.prompts[0])
        self.assertEqual(mask("The 25th of 2026 is fine"), "The 25th of 2026 is fine")

    def test_without_a_connection_the_visitor_is_told(self) -> None:
        found = self.ask("Is early repayment of my loan free?", NotConnected())
        self.assertEqual(found.outcome, "refused")
        self.assertIn("no connection", found.reason)

    def test_answer_that_is_too_long_is_withheld(self) -> None:
        self.assertIn("longer than", faults("word " * 200 + "[repay-1].", {"repay-1": ""})[0])


if __name__ == "__main__":
    unittest.main()
