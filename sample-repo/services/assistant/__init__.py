"""Customer assistant: answers from our help pages, or a person."""
