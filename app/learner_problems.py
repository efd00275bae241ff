"""The problems that a learner meets: on the page of a claim, with a wallet, with an account."""

from __future__ import annotations

from typing import TypeAlias

ProblemTable: TypeAlias = dict[str, tuple[int, tuple[str, str], tuple[str, str]]]
"""By code: status, title, next step; each text in Slovenian and English."""

LEARNER_PROBLEMS: ProblemTable = {
    "CLAIM_ENDED": (
        410,
        ("Ta povezava ne velja več", "This link has ended"),
        (
            "Prosite šolo za novo. Vaše dokazilo ostane veljavno.",
            "Ask your school for a new one. Your credential remains valid.",
        ),
    ),
    "SHARE_ENDED": (
        410,
        ("Te povezave ni več", "This link has ended"),
        (
            "Kdor vam jo je dal, jo je končal ali je potekla. Prosite ga za novo.",
            "Whoever gave it to you has ended it, or its time is over. Ask them for a new one.",
        ),
    ),
    "TOO_MANY_OPEN": (
        409,
        ("Odprtih jih je že dovolj", "Enough of them are open already"),
        (
            "Najprej končajte katero od obstoječih ali počakajte na odgovor.",
            "End one of them first, or wait until one is answered.",
        ),
    ),
    "GUARDIAN_FIRST": (
        403,
        ("Najprej vprašamo starša ali skrbnika", "A parent or guardian is asked first"),
        (
            "Ko privoli, je tu vse odprto.",
            "Once they have agreed, everything here is open.",
        ),
    ),
    "EXCHANGE_ENDED": (
        410,
        ("Čas za prevzem v denarnico je potekel", "The time to take it into a wallet is over"),
        (
            "Na strani dokazila začnite znova; velja deset minut in za eno denarnico.",
            "Begin anew on the credential's page; it holds for ten minutes and one wallet.",
        ),
    ),
    "PRESENTATION_REFUSED": (
        422,
        (
            "Denarnica ni dokazala, da ima svoj ključ",
            "The wallet did not prove that it holds its key",
        ),
        (
            "Na strani dokazila začnite znova in sprejmite vprašanje denarnice.",
            "Begin anew on the credential's page, and accept what the wallet asks.",
        ),
    ),
    "ERASURE_REQUEST_ENDED": (
        410,
        ("Ta povezava je prestara", "This link is too old"),
        (
            "Na svoji strani dokazila znova prosite za izbris.",
            "Ask for the erasure again on your credential's page.",
        ),
    ),
    "CREDENTIAL_ENDED": (
        409,
        ("Veljavnost dokazila je potekla", "The credential's time is over"),
        (
            "V denarnico ne damo ničesar, kar ne velja več. Datoteke na strani dokazila ostanejo.",
            "What has ended is not put into a wallet any more. The files on its page remain.",
        ),
    ),
    "UNUSABLE_HOLDER_KEY": (
        422,
        (
            "Na ta ključ potrdila ni mogoče vezati",
            "A credential cannot be bound to this key",
        ),
        (
            "Denarnica naj uporabi ključ Ed25519 ali P-256 z did:key ali did:jwk.",
            "Let the wallet use an Ed25519 or P-256 key with did:key or did:jwk.",
        ),
    ),
    "HOLDER_MISMATCH": (
        409,
        (
            "Ta ključ že ima svoj izvod pod drugim DID",
            "This key has its copy already, under another DID",
        ),
        (
            "Denarnica naj uporabi isti DID kot prvič.",
            "Let the wallet use the DID it used the first time.",
        ),
    ),
    "BADGE_REFUSED": (
        400,
        ("Značke ne sprejmemo", "The badge is not taken in"),
        (
            "Sprejmemo značke Open Badges 3.0, katerih podpis drži. Pravo datoteko ima izdajatelj.",
            "Open Badges 3.0 whose signature holds are taken in. The issuer has the right file.",
        ),
    ),
    "FORMAT_UNSUITABLE": (
        409,
        (
            "V tej obliki tega dokazila ni mogoče dati",
            "This credential cannot be given in this form",
        ),
        (
            "Izberite drugo obliko: program ne pove vsega, kar ta zahteva.",
            "Choose another form: the programme does not say all that this one demands.",
        ),
    ),
    "NO_BACKPACK": (
        422,
        ("Tega nahrbtnika ni mogoče doseči", "This backpack cannot be reached"),
        (
            "Preverite naslov; storitev mora podpirati Open Badges API 3.0.",
            "Check the address; the service has to speak the Open Badges API 3.0.",
        ),
    ),
}
