"""Plain words that other readers take for something else: in a text they must be quoted, elsewhere they are text."""

from tests.hostile.case import system

_NUMBER = "kind: monitoring\nid: m\nmetrics: [{{id: a, last_value: {}}}]\n"

CASES = [
    system("name: no\n", "Norway is a text"),
    system("name: off\n", "off is a text"),
    system("name: 12:30:45\n", "sexagesimal is a text"),
    system("name: 1_000\n", "a number with a gap is a text"),
    system("name: 2026-11-20\n", "a day in a text is a text"),
    system("name: =\n", "the value key is a text"),
    system("name: true\n", "true in a text", "unquoted-scalar:3"),
    system("name: null\n", "null is nothing"),
    system("name: 0o17\n", "octal in a text", "unquoted-scalar:3", says="0o17"),
    system("name: 0x1F\n", "hexadecimal in a text", "unquoted-scalar:3", says="0x1F"),
    system("version: 1.10\n", "a version that would lose its zero", "unquoted-scalar:3", says="1.10"),
    system("version: 012\n", "a version that would lose its zero in front", "unquoted-scalar:3", says="012"),
    system("version: 1e3\n", "a short hash that is a power of ten", "unquoted-scalar:3", says="1e3"),
    system("version: .inf\n", "infinity", "special-number:3"),
    system("version: .nan\n", "no number", "special-number:3"),
    system("version: 1e999\n", "a number that overflows", "special-number:3"),
    system("version: " + "9" * 5_000 + "\n", "5,000 digits", "special-number:3", says="5,000 digits"),
    system("version: 0x" + "f" * 5_000 + "\n", "5,000 hexadecimal digits", "special-number:3"),
    system("version: -" + "1" * 400 + "\n", "a sign and 400 digits", "special-number:3"),
    system("version: !!float " + "9" * 399 + "\n", "a whole number beyond any fraction", "special-number:3"),
    system("version: " + "9" * 399 + "\n", "399 digits in a text", "unquoted-scalar:3"),
    system("name: [Chat]\n", "a list in a text", "wrong-type:3"),
    system("users: staff\n", "a text in a list", "wrong-type:3"),
    system("personal_data: {used: yes}\n", "yes where true belongs", "wrong-type:3"),
    system("personal_data: {used: 'true'}\n", "a quoted true where true belongs", "wrong-type:3"),
]
