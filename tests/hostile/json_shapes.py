"""JSON that is too deep, too wide, ambiguous, or full of numbers nobody reads alike."""

from tests.hostile.case import Case, as_json, fixed
from tests.hostile.honest import honest_badge, signed_badge

UNREADABLE = "failed PARSING_ERROR"
TOO_MUCH = "failed LIMIT_EXCEEDED"
MALFORMED = "failed MALFORMED_VALUE"


def with_member(text: str, expected: str) -> Case:
    """Write one more member, as text, at the front of a good badge."""
    return fixed(b"{" + text.encode() + b"," + honest_badge()[1:], expected)


def with_number(text: str, expected: str = UNREADABLE) -> Case:
    """Put a number into the subject of a good badge."""
    return with_member(f'"evidence":{{"x":{text}}}', expected)


def changed(expected: str, **changes: object) -> Case:
    """Change members of a badge after it was signed."""
    return fixed(as_json({**signed_badge(), **changes}), expected)


def object_chain(depth: int) -> str:
    """Nest objects."""
    return '{"a":' * depth + "1" + "}" * depth


SHAPES = {
    "a hundred thousand open arrays": fixed("[" * 100_000, TOO_MUCH),
    "a million open arrays": fixed("[" * 1_000_000, TOO_MUCH),
    "arrays that close": fixed("[" * 50_000 + "]" * 50_000, TOO_MUCH),
    "a hundred thousand open objects": fixed('{"a":' * 100_000, TOO_MUCH),
    "thirty-three levels": fixed(object_chain(33), TOO_MUCH),
    "depth inside a badge": with_member(f'"evidence":{object_chain(40)}', TOO_MUCH),
    "closing brackets only": fixed("]" * 100_000, UNREADABLE),
    "brackets hidden in a text": fixed('{"a":"' + "[" * 100_000 + '"}', "failed TYPE_MISSING"),
    "a text that never ends": fixed('{"a":"' + "x" * 1_000_000, "failed TEXT_CUT_OFF"),
    "half a million backslashes without end": fixed(
        '{"a":"' + "\\" * 500_000, "failed TEXT_CUT_OFF"
    ),
    "four hundred thousand quotation marks": fixed('{"a":' + '"' * 400_000, "failed TEXT_CUT_OFF"),
    "an array of half a million": fixed("[" + "1," * 499_999 + "1]", TOO_MUCH),
    "an object of ten thousand": fixed(
        "{" + ",".join(f'"k{n}":1' for n in range(10_000)) + "}", TOO_MUCH
    ),
    "many small arrays": with_member(
        '"evidence":[' + ",".join(f"[{'1,' * 199}1]" for _ in range(200)) + "]", TOO_MUCH
    ),
    "one member twice": with_member('"id":"urn:uuid:1"', UNREADABLE),
    "one member twice, once escaped": with_member('"\\u0069d":"urn:uuid:1"', UNREADABLE),
    "two proofs by the same name": with_member('"proof":{}', UNREADABLE),
    "a name twice, deep inside": with_member('"evidence":{"a":{"b":1,"b":2}}', UNREADABLE),
    "ten thousand times the same name": fixed(
        "{" + ",".join('"a":1' for _ in range(10_000)) + "}", UNREADABLE
    ),
    "half a character, escaped": with_member('"name":"\\ud800"', UNREADABLE),
    "half a character as a name": with_member('"\\udfff":1', UNREADABLE),
    "a zero byte in a text": with_member('"name":"a\0b"', UNREADABLE),
    "a control character in a text": with_member('"name":"a\x01b"', UNREADABLE),
    "a comma too many": fixed(honest_badge()[:-1] + b",}", UNREADABLE),
    "a comment": fixed(b"/* */" + honest_badge()[:-1] + b"/* */}", UNREADABLE),
    "text after the end": fixed(b"{}}", UNREADABLE),
    "null": fixed("null", UNREADABLE),
    "an empty object": fixed("{}", "failed TYPE_MISSING"),
    "an empty array": fixed("[]", "indeterminate FORMAT_NOT_SUPPORTED"),
    "type is a number": changed("failed TYPE_MISSING", type=7),
    "type is an array of arrays": changed("failed TYPE_MISSING", type=[["VerifiableCredential"]]),
    "issuer is an array": changed(
        "failed ISSUER_MISSING", issuer=[{"id": "did:web:a"}, {"id": "did:web:b"}]
    ),
    "issuer is a number": changed("failed ISSUER_MISSING", issuer=1),
    "subject is a text": changed("failed SUBJECT_MISSING", credentialSubject="Maja"),
    "id is an object": changed(MALFORMED, id={"a": 1}),
    "everything is null": fixed(as_json(dict.fromkeys(signed_badge())), "failed TYPE_MISSING"),
    "__proto__": with_member('"__proto__":{"verified":true}', "failed DATA_LOSS"),
    "says itself that it is verified": with_member('"verified":true', "failed DATA_LOSS"),
}

NUMBERS = {
    "2^53 + 1": with_number("9007199254740993"),
    "-2^53 - 1": with_number("-9007199254740993"),
    "2^64": with_number("18446744073709551616"),
    "a million digits": with_number("1" * 1_000_000),
    "a million zeros behind the point": with_number("1." + "0" * 1_000_000, "failed DATA_LOSS"),
    "1e400": with_number("1e400"),
    "-1e400": with_number("-1e400"),
    "1e999999999": with_number("1e999999999"),
    "NaN": with_number("NaN"),
    "Infinity": with_number("Infinity"),
    "-Infinity": with_number("-Infinity"),
    "leading zero": with_number("01"),
    "leading plus": with_number("+1"),
    "hexadecimal": with_number("0x10"),
    "Arabic digits": with_number("\u0661\u0662"),
    "full-width digits": with_number("\uff11"),
    "digits with underscores": with_number("1_000"),
    "point without digits": with_number("1."),
}
