"""The closed vocabulary of matchers (one class an operator). None is added without three rules that ask for it."""
