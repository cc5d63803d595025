"""What is wrong with a file that is no record, in a few words: settings, rules and packs have no rule to say it."""

from aimslint.model import Problem


def told(problem: Problem) -> str:
    """The name of the problem and what was found: `not-yaml: a tab character in the indentation`."""
    match problem.rule:
        case "duplicate-key":
            said = f"`{problem.values.get('key', '')}` is written a second time in the same map; keep one of the two"
        case "empty-file":
            said = "nothing is written here"
        case _:
            said = problem.values.get("found") or "it cannot be read"
    return f"{problem.rule}: {said}"
