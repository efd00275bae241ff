"""Every problem the API can answer with: its HTTP status and what it says, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from app.learner_problems import LEARNER_PROBLEMS, ProblemTable
from app.mail_problems import MAIL_PROBLEMS
from issuer.model.text import Text


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What is the same for every problem of one code."""

    code: str
    status: int
    title: Text
    next_step: Text


_TABLE: ProblemTable = {
    # the request itself
    "MALFORMED_BODY": (
        400,
        ("Telesa zahtevka ni mogoče prebrati", "The request's body cannot be read"),
        ("Pošljite veljaven JSON v kodiranju UTF-8.", "Send valid JSON, encoded as UTF-8."),
    ),
    "BAD_REQUEST": (
        400,
        ("Zahtevka ni mogoče razumeti", "The request cannot be understood"),
        ("Preverite zahtevek z opisom na /docs.", "Compare the request with /docs."),
    ),
    "UNKNOWN_OPTION": (
        400,
        ("Te možnosti ne poznamo", "There is no such option"),
        (
            "Izpustite možnosti, ki jih /docs ne našteva.",
            "Leave out the options that /docs does not list.",
        ),
    ),
    "NOT_VERIFIED": (
        400,
        ("Preverjanje ni uspelo", "Verification did not succeed"),
        ("Razloge našteva »problemDetails«.", "The reasons are under “problemDetails”."),
    ),
    "METHOD_NOT_ALLOWED": (
        405,
        ("Ta naslov ne pozna te metode", "This address does not take this method"),
        (
            "Glava Allow našteje metode, ki jih pozna.",
            "The Allow header lists the methods it takes.",
        ),
    ),
    "NOT_ACCEPTABLE": (
        406,
        ("V želeni obliki ni na voljo", "Not available in the form asked for"),
        ("Popravite glavo Accept.", "Correct the Accept header."),
    ),
    "TOO_LARGE": (
        413,
        ("Zahtevek je prevelik", "The request is too large"),
        ("Pošljite manj naenkrat.", "Send less at a time."),
    ),
    "UNSUPPORTED_MEDIA_TYPE": (
        415,
        ("Te vrste vsebine ne beremo", "This type of content is not read"),
        ("Pošljite Content-Type: application/json.", "Send Content-Type: application/json."),
    ),
    "INVALID_REQUEST": (
        422,
        ("Zahtevek ima napačne ali manjkajoče podatke", "The request has wrong or missing values"),
        ("Popravite vsako mesto s seznama »faults«.", "Correct each place listed under “faults”."),
    ),
    "TOO_MANY_REQUESTS": (
        429,
        ("Preveč zahtevkov", "Too many requests"),
        (
            "Počakajte toliko sekund, kot pove glava Retry-After.",
            "Wait as many seconds as the Retry-After header says.",
        ),
    ),
    # who is calling
    "UNAUTHENTICATED": (
        401,
        ("Manjka veljaven ključ API", "A valid API key is missing"),
        (
            "Pošljite glavo »Authorization: Bearer dkz_…« z veljavnim ključem.",
            "Send “Authorization: Bearer dkz_…” with a key neither expired nor revoked.",
        ),
    ),
    "SCOPE_MISSING": (
        403,
        ("Ključ nima potrebnega pooblastila", "The key lacks the scope for this"),
        (
            "Uporabite ključ s potrebnim pooblastilom ali prosite skrbnika organizacije zanj.",
            "Use a key that has the scope, or ask your organisation's administrator for one.",
        ),
    ),
    "NOT_PERMITTED": (
        403,
        ("Tega koraka ne smete narediti", "You may not take this step"),
        (
            "Korak naj naredi tisti, ki je zanj pooblaščen.",
            "Ask somebody who is entitled to take it.",
        ),
    ),
    "OWN_WORK": (
        403,
        ("Nihče ne odobri lastnega dela", "Nobody approves their own work"),
        (
            "Odloči naj nekdo, ki programa ni pisal in ni ustvaril avtorjevega ključa.",
            "Let somebody decide who neither wrote it nor made its author's key.",
        ),
    ),
    # what is asked for
    "NOT_FOUND": (
        404,
        ("Tega tukaj ni", "There is no such thing here"),
        (
            "Preverite naslov. Tujih zapisov s svojim ključem ne vidite.",
            "Check the address. Your key does not see what belongs to others.",
        ),
    ),
    "INCOMPLETE": (
        422,
        ("Manjkajo obvezni elementi", "Mandatory elements are missing"),
        ("Dodajte vsak element s seznama »faults«.", "Add each element listed under “faults”."),
    ),
    "INVALID_CONTENT": (
        422,
        ("Vsebina ima napake", "The content has faults"),
        ("Popravite vsako mesto s seznama »faults«.", "Correct each place under “faults”."),
    ),
    "GROUNDS_MISSING": (
        422,
        ("Manjka utemeljitev", "The grounds are missing"),
        ("Dodajte številko odločitve oziroma razlog.", "Add the decision's number, or the reason."),
    ),
    "REFUSED": (
        422,
        ("Ukaz je zavrnjen", "The command is refused"),
        ("Upoštevajte pojasnilo in poskusite znova.", "Follow the explanation and try again."),
    ),
    "UNSTORABLE": (
        422,
        ("Vrednosti ni mogoče shraniti", "A value cannot be stored"),
        (
            "Skrajšajte besedila in odstranite nevidne znake.",
            "Shorten texts, remove odd characters.",
        ),
    ),
    "PREPARATION_FAILED": (
        422,
        (
            "Iz teh podatkov ni mogoče narediti pravilnega dokazila",
            "These values do not make a valid badge",
        ),
        (
            "Popravite podatke dosežka ali programa; nič ni bilo podpisano.",
            "Correct the award or the programme; nothing was signed.",
        ),
    ),
    "IDEMPOTENCY_KEY_REUSED": (
        422,
        (
            "Isti Idempotency-Key je že bil uporabljen za drug zahtevek",
            "This Idempotency-Key was used for another request",
        ),
        (
            "Za nov zahtevek uporabite nov Idempotency-Key.",
            "Use a new Idempotency-Key for a new request.",
        ),
    ),
    # what does not fit the present state
    "WRONG_STATE": (
        409,
        ("Korak ne sledi iz sedanjega stanja", "The step does not follow from the present state"),
        ("Poglejte sedanje stanje in nadaljujte iz njega.", "Look at the state and go on from it."),
    ),
    "BATCH_HAS_FAULTY_ROWS": (
        409,
        ("Nekatere vrstice imajo napake", "Some rows have faults"),
        (
            "Popravite datoteko in jo naložite znova ali izdajte le dobre vrstice: faulty=leave.",
            "Mend the file and upload it again, or issue the good rows only: faulty=leave.",
        ),
    ),
    "ALREADY_EXISTS": (
        409,
        ("To že obstaja", "This exists already"),
        ("Uporabite obstoječi zapis.", "Use the one that exists."),
    ),
    "ALREADY_ISSUED": (
        409,
        ("Udeleženec to dokazilo že ima", "The learner already holds this credential"),
        (
            "Obstoječe je v polju »credential_id«; za popravek ga navedite v »supersedes«.",
            "It is named in “credential_id”; to correct it, name it in “supersedes”.",
        ),
    ),
    "ANOTHER_LEARNER": (
        409,
        (
            "E-poštni naslov pripada drugemu udeležencu",
            "The e-mail address belongs to another learner",
        ),
        (
            "Pošljite udeleženčevo lastno oznako (identifier), da ju ločimo.",
            "Send the learner's own identifier to tell the two apart.",
        ),
    ),
    "ALREADY_DECIDED": (
        409,
        ("O tem je že odločeno", "This has been decided"),
        ("Odločitev velja.", "The decision stands."),
    ),
    "CONCURRENT_CHANGE": (
        409,
        ("Nekdo drug je zapis medtem spremenil", "Somebody else changed it meanwhile"),
        (
            "Preberite ga znova in ponovite svojo spremembo.",
            "Read it again and repeat your change.",
        ),
    ),
    "REVOCATION_IS_FINAL": (
        409,
        ("Preklic je dokončen", "A revocation is final"),
        ("Izdajte novo dokazilo.", "Issue a new credential."),
    ),
    "SUSPENSION_NOT_OFFERED": (
        409,
        (
            "Program ne predvideva začasne razveljavitve",
            "The programme does not provide for suspension",
        ),
        (
            "Dokazilo lahko prekličete. Začasno razveljavitev vključi nova različica programa.",
            "You can revoke it; switch suspension on in a new version of the programme.",
        ),
    ),
    "NO_SIGNING_KEY": (
        409,
        ("Profil nima ključa za podpis", "The profile has no key to sign with"),
        ("Ustvarite mu nov ključ (keys/rotate).", "Give it a new one (keys/rotate)."),
    ),
    "SEAL_CERTIFICATE_REFUSED": (
        409,
        ("S tem potrdilom ni mogoče žigosati", "This certificate may not seal"),
        ("Nastavite potrdilo za žig te organizacije.", "Set the organisation's certificate."),
    ),
    "SEAL_KEY_UNUSABLE": (
        409,
        ("Ključa za žig ni mogoče uporabiti", "The seal's key cannot be used"),
        (
            "Obvestite upravljavca strežnika: razlog je v dnevniku.",
            "Tell the operator of the service: the log says why.",
        ),
    ),
    "NO_SEAL": (
        409,
        ("Profil nima žiga", "The profile has no seal"),
        ("Najprej ga nastavite (seals).", "Set one up first (seals)."),
    ),
    # what is ours to mend
    "SELF_CHECK_FAILED": (
        500,
        (
            "Lastno preverjanje ni uspelo, zato dokazilo ni bilo izdano",
            "Our own check did not pass, so the credential was not issued",
        ),
        (
            "Sporočite upravljavcu številko zahtevka; podatki so shranjeni.",
            "Tell the operator the request's number; the data are kept.",
        ),
    ),
    "INTERNAL_ERROR": (
        500,
        ("Napaka na naši strani", "Something failed on our side"),
        (
            "Poskusite znova; če se ponovi, sporočite upravljavcu številko zahtevka.",
            "Try again; if it happens again, tell the operator the request's number.",
        ),
    ),
    "NOT_READY": (
        503,
        ("Storitev ta hip ni pripravljena", "The service is not ready at the moment"),
        ("Poskusite čez nekaj sekund.", "Try again in some seconds."),
    ),
}

PROBLEM_KINDS: dict[str, ProblemKind] = {
    code: ProblemKind(
        code,
        status,
        {"sl": title[0], "en": title[1]},
        {"sl": next_step[0], "en": next_step[1]},
    )
    for code, (status, title, next_step) in (_TABLE | MAIL_PROBLEMS | LEARNER_PROBLEMS).items()
}
