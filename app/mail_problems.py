"""The problems that are met where letters are concerned."""

from __future__ import annotations

from app.learner_problems import ProblemTable

MAIL_PROBLEMS: ProblemTable = {
    "NO_MAIL_SERVER": (
        409,
        ("Poštni strežnik ni nastavljen", "No mail server is set"),
        (
            "Upravljavec naj nastavi SMTP_HOST; do takrat učencem povezave izročite sami.",
            "The operator has to set SMTP_HOST; until then give learners their links yourself.",
        ),
    ),
    "ADDRESS_BOUNCED": (
        409,
        ("Pošta s tega naslova se je vrnila", "Mail to this address came back"),
        (
            "Spremenite naslov; če zdaj dela, pošljite »address_works«.",
            "Change the address; if it works by now, send “address_works”.",
        ),
    ),
    "ADDRESS_COMPLAINED": (
        409,
        ("Na tem naslovu naše pošte ne želijo", "This address does not want our mail"),
        (
            "Učencu izročite povezavo ali listek s kodo ali mu spremenite naslov.",
            "Give the learner the link or a paper code, or change the address.",
        ),
    ),
    "ADDRESS_CHANGE_ENDED": (
        410,
        ("Ta povezava ne velja več", "This link has ended"),
        (
            "Naslov je že spremenjen, ustavljen ali pa je čas potekel. Začnite znova.",
            "The address is changed already, or stopped, or the time is over. Begin anew.",
        ),
    ),
    "NOT_A_REPORT": (
        422,
        ("To ni poročilo o dostavi", "This is no report of a delivery"),
        (
            "Pošljite obvestilo svoje poštne storitve, kot ga opisuje docs/mail.md.",
            "Send what your mail service reports, as docs/mail.md describes.",
        ),
    ),
    "NOT_FROM_SNS": (
        403,
        ("Tega sporočila ni poslal Amazon SNS", "Amazon SNS did not send this message"),
        (
            "Naj ga pošlje tema SNS sama, brez »raw message delivery«.",
            "Let the SNS topic itself send it, without raw message delivery.",
        ),
    ),
    "SNS_OUT_OF_REACH": (
        503,
        ("Amazon SNS ni dosegljiv", "Amazon SNS is out of reach"),
        (
            "Podpisa zdaj ni mogoče preveriti. Pošljite znova čez minuto.",
            "The signature cannot be checked now. Send it again in a minute.",
        ),
    ),
}
