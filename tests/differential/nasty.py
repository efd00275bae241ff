"""Values that have broken JSON-LD processors, or could: the pools mutations draw from."""

from typing import Any

TEXTS = (
    *("", " ", "relative", "#frag", "?q", "/path", "//host/path", ".", "_:b0", "_:", "_:é", ":"),
    *("@foo", "@id", "@type", "@none", "@", "name:foo", "schema:x", "xsd:string", "type:x", "id:x"),
    *("name", "Achievement", "VerifiableCredential", "Profile", "id", "type", "assertionMethod"),
    *("https://www.w3.org/2018/credentials#VerifiableCredential", "urn:a", "urn:", "a:b", "a:"),
    *("https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement", "http://example.org/"),
    *("%s", "%", "%%", "%(a)s", "%d", "{", "}", "{0}", "{}", '"', "'", "\\", "\\n", "\\u0041"),
    *("\t", "\n", "\r", "\r\n", "\b", "\f", "\0", "\x01", "\x1f", "\x7f", "\x80", "\x85", "\x9f"),
    *(
        "\u00a0",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\ufeffurn:x",
        "\ufffd",
        "\uffff",
        "\ue000",
        "\u200b",
    ),
    *("😀", "😀\ue000", "\ue000 \U0001f600", "ﬁ", "\ufb01 \U0001f393", "č", "c\u030c", "İ", "ß"),
    *("\U0001fffe", "\U0010ffff", "urn:\U000e0001"),
    *("\ud800", "x\udfff"),
    *("5.0", "5", "-0", "1e21", "true", "null", "NaN", "2026-13-99T99:99:99Z", "2026-01-01"),
    *("HTTPS://X.example/A", "Urn:x", "DID:web:x", "https://x.example/a b", "urn:x:<y>", "urn:{a}"),
    *("urn:a|b", "urn:a^b", "urn:a`b", "urn:a\\b", 'urn:a"b', "urn:ž", "urn:\ue000", "urn:\u2028"),
    *("urn:😀", "urn:%zz", "https://", "https://[", "a,b:c", "a+b:c", "1a:b", "a_b:c", "č:b"),
    *("urn:x#a#b", "https://x.example/a/../b", "https://x.example:443/", "data:,%20", "mailto:a@b"),
    *("a@b", "_:b0 .", "<urn:a>", '"@sl', "^^xsd:string", "_:c14n0", "_:a", "_:z", "\n_:a <p> ."),
    *("urn:x-slot-0:0:", "urn:x-slot-:", "x" * 300, "urn:" + "y" * 300, "ab " * 2_000),
)
"""Texts for the place of any text."""

NUMBERS: tuple[Any, ...] = (
    *(0, 1, -1, 5, 2**31, 2**53 - 1, 2**53, 2**53 + 1, -(2**53), 2**63, 2**64, 10**30, -(10**21)),
    *(0.0, -0.0, 1.0, 5.5, -5.5, 0.1, 0.30000000000000004, 1e-6, 9.9e-7, 1e-7, 5e-324, 1e20, 1e21),
    *(1e22, 1.5e300, 123456789.125, 1e15, 1e16, 12345678901234.5, 3.141592653589793, 100.0, 99.95),
)
"""Numbers; some have no spelling that all processors share."""

VALUES: tuple[Any, ...] = (
    *(True, False, None, [], {}, [[]], [None], [[], []], [True, True], ["a", "a"], ["a", ["b"]]),
    *({"id": "urn:q"}, {"id": "_:b0"}, {"id": ""}, {"id": "name"}, {"id": ["urn:q"]}, {"id": None}),
    *({"@id": "urn:q"}, {"@id": "urn:q", "id": "urn:r"}, {"@id": "urn:q", "@type": "urn:t"}),
    *({"@value": "v"}, {"@value": ""}, {"@value": True}, {"@value": 5.5}, {"@value": None}),
    *({"@value": "v", "@language": "sl"}, {"@value": "v", "@language": "SL-si"}),
    *({"@value": "v", "@language": "a-"}, {"@value": "v", "@language": ""}, {"@language": "sl"}),
    *(
        {"@value": "v", "@language": "de", "@direction": "rtl"},
        {"@value": "v", "@direction": "ltr"},
    ),
    *({"@value": "5", "@type": "xsd:double"}, {"@value": "v", "@type": "xsd:string"}),
    {"@value": "5", "@type": "http://www.w3.org/2001/XMLSchema#double"},
    {"@value": 5, "@type": "http://www.w3.org/2001/XMLSchema#double"},
    {"@value": 5.5, "@type": "http://www.w3.org/2001/XMLSchema#decimal"},
    {"@value": "v", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    {"@value": "v", "@type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"},
    {"@value": [], "@type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"},
    *({"\ue000": 1, "😀": 2}, {"__proto__": 1}, {"": [[1.0, {}], None]}),
    *({"@value": "v", "@type": "urn:datatype"}, {"@value": "v", "@type": "@id"}),
    *({"@value": "v", "@type": "@json"}, {"@value": {"a": 1}, "@type": "@json"}),
    *({"@value": "v", "@index": "i"}, {"@list": ["a", "a"]}, {"@list": []}, {"@set": ["a"]}),
    *({"@graph": [{"id": "urn:q"}]}, {"@included": [{"id": "urn:q"}]}, {"@reverse": {}}),
    *({"@type": "urn:t", "type": "urn:u"}, {"type": "Image"}, {"type": ["Image", "Image"]}),
    *({"id": "urn:i", "type": "Image", "caption": "x"}, {"type": "Profile", "name": "x"}),
    *({"type": ["Achievement", "Profile"], "name": "x"}, {"urn:p": {"urn:q": {}}}),
    *({"sl": "ena", "en": "one"}, {"sl": ["ena", "dve"]}, {"@none": "x"}, {"name": "x"}),
    *(["a", {"id": "urn:q"}], ["a", 1, True, 1.5], [{}, {}], [{"id": "urn:q"}, {"id": "urn:q"}]),
    *([{"type": "Image"}, {"type": "Image"}], [{"@value": "v"}, "v"], ["1", 1], [1, 1.0], [5, "5"]),
)
"""Whole values for the place of any value."""

NAMES = (
    *("name", "id", "@id", "@type", "@index", "@value", "@language", "@context", "@direction"),
    *("@graded", "@", "type", "url", "image", "secret", "Image", "", " ", "a b:c", "urn:p", "_:p"),
    *("schema:name", "foo:bar", "xsd:x", "URN:P", "https://x.example/p", "https://x.example/a b"),
    *("description", "credentialSubject", "achievement", "result", "tag", "proof", "evidence"),
    *(
        "relatedResource",
        "termsOfUse",
        "refreshService",
        "credentialSchema",
        "endorsementJwt",
        "jsonSchema",
        "jti",
    ),
    *("%s", "name ", "Name", "n\u0251me", "\u2028", "toString", "__proto__", "constructor"),
)
"""Names of members: terms of the contexts, terms of none, keywords and near-keywords."""

UNDEFINED: tuple[Any, ...] = ("text", 7, 1.5, True, False, {}, {"name": "x"}, ["x"], [7], [{}])
"""Values of an undefined term. All but the texts left no trace in a compiled shape once."""

TYPES = (
    *("Achievement", "Profile", "Result", "ResultDescription", "Evidence", "Alignment", "Image"),
    *("Criteria", "IdentityObject", "Address", "Related", "EndorsementCredential", "Rubric"),
    *("VerifiableCredential", "VerifiablePresentation", "BitstringStatusListEntry", "JsonSchema"),
    *("BitstringStatusListCredential", "BitstringStatusList", "DataIntegrityProof", "Multikey"),
    *("Undefined", "urn:t", "https://x.example/T", "name", "id", "schema:Thing", "@json", "@none"),
    *(
        "_:t",
        "",
        "RelatedResource",
        "Achievement ",
        "achievement",
        "1EdTechJsonSchemaValidator2019",
    ),
)
"""Types; those of the contexts bring definitions of their own."""

CONTEXTS = (
    *("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1"),
    *("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",),
    *("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",),
    *("https://purl.imsglobal.org/spec/ob/v3p0/context.json",),
    *("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",),
    *("https://w3id.org/security/data-integrity/v2", "https://w3id.org/security/multikey/v1"),
    *("https://www.w3.org/ns/credentials/status/v1", "https://www.w3.org/ns/did/v1"),
    *("https://w3id.org/security/suites/ed25519-2020/v1", "https://x.example/unknown"),
    *("https://www.w3.org/ns/credentials/undefined-terms/v2",),
)
"""Contexts to add, some of which define the same terms in other ways."""
