"""The learner sends the European credential to their own Europass wallet, by their own word."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.form_in_memory import form_in_memory
from app.problems import ApiProblem, RequestFault
from app.seals.europass_wallet import Deposit, Wallet, deposit
from app.services import services_of
from app.takeaway.european import twin_of_page
from app.web.languages import N_, language_of
from app.web.pages.credentials import PRIVATE
from app.web.rendering import render
from issuer.errors import NotFound
from issuer.value_rules import is_email_address

router = APIRouter(include_in_schema=False)

_MOST_BYTES = 1024
_LONGEST_NAME = 320
_OWN_PAGE = frozenset({None, "same-origin", "none"})

_TOLD = {
    Deposit.DONE: (200, N_("It is in your wallet"), N_("Europass has taken the credential.")),
    Deposit.ALREADY_THERE: (
        200,
        N_("It is in your wallet already"),
        N_("Europass has this credential from an earlier time. There is nothing left to do."),
    ),
    Deposit.NO_WALLET: (
        404,
        N_("There is no such wallet"),
        N_("Europass knows nobody under this address. Check it, or make an account there first."),
    ),
    Deposit.NOT_TAKEN: (
        409,
        N_("Europass does not take it"),
        N_(
            "Europass takes only credentials whose seal is on the EU trusted lists. You can still "
            "keep the file yourself."
        ),
    ),
    Deposit.UNREACHABLE: (
        503,
        N_("Europass did not answer"),
        N_("Nothing was lost. Try again later, or upload the file yourself."),
    ),
}


@router.post("/c/{token}/europass")
async def send_to_europass(request: Request, token: str) -> HTMLResponse:
    """Deposit the twin, once the learner has agreed in so many words."""
    services, language = services_of(request), language_of(request)
    if not services.settings.europass_wallet_url:
        raise NotFound("This service does not send credentials to Europass.")
    # Whoever posts has the page's secret address; another site's form is refused all the same.
    if request.headers.get("sec-fetch-site") not in _OWN_PAGE:
        raise ApiProblem("NOT_PERMITTED", "Send the form from the credential's own page.")
    wallet = await _wallet(request)
    file = await run_in_threadpool(twin_of_page, services, token)
    ended = await run_in_threadpool(
        deposit,
        services.appointed,
        services.settings.europass_wallet_url,
        file,
        wallet,
        language.code,
    )
    status, title, sentence = _TOLD[ended]
    return render(
        request,
        "deposit.html",
        status_code=status,
        headers=PRIVATE,
        title=language.gettext(title),
        sentence=language.gettext(sentence),
        page=f"/c/{token}",
    )


async def _wallet(request: Request) -> Wallet:
    """Read whose wallet it is, and that its owner agrees. Raises ApiProblem INVALID_REQUEST."""
    async with form_in_memory(request, max_files=0, max_fields=4, most_bytes=_MOST_BYTES) as form:
        named, consent = form.get("wallet"), form.get("consent")
    faults = []
    if consent != "yes":
        faults.append(RequestFault("/consent", "CONSENT_MISSING", _CONSENT_MISSING))
    if not isinstance(named, str) or not _names_a_wallet(named.strip()):
        faults.append(RequestFault("/wallet", "WALLET_MISSING", _WALLET_MISSING))
    if faults or not isinstance(named, str):
        raise ApiProblem("INVALID_REQUEST", faults=faults)
    return Wallet(named=named.strip())


def _names_a_wallet(text: str) -> bool:
    if not (0 < len(text) <= _LONGEST_NAME and text.isprintable() and " " not in text):
        return False
    return is_email_address(text) if "@" in text else True


_CONSENT_MISSING = {
    "sl": "Brez vašega soglasja ne pošljemo ničesar. Označite ga.",
    "en": "Nothing is sent without your consent. Tick it.",
}
_WALLET_MISSING = {
    "sl": "Vpišite e-poštni naslov svojega računa Europass ali naslov denarnice.",
    "en": "Enter the e-mail address of your Europass account, or your wallet's address.",
}
