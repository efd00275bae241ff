"""What can be wrong with a programme or an award, as sentences in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from issuer.model.text import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One value to put right."""

    code: str
    path: str
    """JSON Pointer (RFC 6901) into the content or the result."""
    sentence: Text


def fault(code: str, path: str, **params: object) -> Fault:
    """Make a fault of the table; an unknown code is a KeyError, hence a bug."""
    sl, en = SENTENCES[code]
    return Fault(code, path, {"sl": sl.format(**params), "en": en.format(**params)})


SENTENCES: dict[str, tuple[str, str]] = {
    # texts
    "TEXT_LANGUAGE_MISSING": (
        "Besedila ni v jeziku »{language}«. Dopišite ga.",
        "The text is missing in the language “{language}”. Add it.",
    ),
    "TEXT_LANGUAGE_UNKNOWN": (
        "»{language}« ni oznaka jezika. Uporabite na primer sl, en, it ali hu.",
        "“{language}” is not a language tag. Use for example sl, en, it or hu.",
    ),
    "TEXT_TOO_LONG": (
        "Besedilo je daljše od {most} znakov. Skrajšajte ga.",
        "The text is longer than {most} characters. Shorten it.",
    ),
    "TEXT_UNREADABLE": (
        "Besedilo vsebuje nevidne kontrolne znake. Vnesite ga znova.",
        "The text contains invisible control characters. Enter it again.",
    ),
    # values and references
    "TOO_MANY": (
        "Naštetih je več kot {most}. Združite jih ali razdelite program.",
        "More than {most} are listed. Merge some or split the programme.",
    ),
    "NOT_IN_VOCABULARY": (
        "»{value}« ni vrednost iz šifranta {vocabulary}. Izberite eno od njegovih.",
        "“{value}” is not in the vocabulary {vocabulary}. Choose one of its values.",
    ),
    "NOT_AN_ADDRESS": (
        "»{value}« ni spletni naslov. Začeti se mora s https:// ali http://.",
        "“{value}” is not a web address. It has to begin with https:// or http://.",
    ),
    "NOT_AN_ESCO_SKILL": (
        "»{value}« ni naslov veščine ESCO (http://data.europa.eu/esco/skill/…).",
        "“{value}” is not the URI of an ESCO skill (http://data.europa.eu/esco/skill/…).",
    ),
    "NOT_A_PICTURE": (
        "Slika mora biti PNG ali SVG, zapisana kot data: URL, velika največ {most} znakov.",
        "The picture has to be a PNG or SVG as a data: URL of at most {most} characters.",
    ),
    "NUMBER_OUT_OF_RANGE": (
        "Število mora biti večje od 0 in največ {most}, z največ dvema decimalkama.",
        "The number has to be above 0 and at most {most}, with two decimals at most.",
    ),
    "DATE_PAST": (
        "Datum {date} je že minil. Vpišite poznejšega.",
        "The date {date} has passed. Enter a later one.",
    ),
    # outcomes and assessments
    "ID_MISSING": ("Vnos nima oznake (id).", "The entry has no id."),
    "ID_TWICE": (
        "Oznaka (id) »{id}« se ponovi. Vsak vnos potrebuje svojo.",
        "The id “{id}” occurs twice. Each entry needs its own.",
    ),
    "OUTCOME_NOT_ASSESSED": (
        "Učnega izida »{outcome}« ne preverja nobeno preverjanje. Dodajte ga k enemu od njih.",
        "Nothing assesses the learning outcome “{outcome}”. Add it to an assessment.",
    ),
    "OUTCOME_KIND_MISSING": (
        "Povejte, ali je učni izid znanje, spretnost ali odgovornost in samostojnost.",
        "Say whether the outcome is knowledge, a skill, or responsibility and autonomy.",
    ),
    "OUTCOME_CRITERIA_MISSING": (
        "Učni izid nima merila, po katerem se ocenjuje. Dodajte vsaj eno.",
        "The outcome has no criterion it is measured by. Add at least one.",
    ),
    "OUTCOME_UNKNOWN": (
        "Preverjanje se sklicuje na učni izid »{id}«, ki ga program nima.",
        "The assessment refers to an outcome “{id}” that the programme does not have.",
    ),
    "SCALE_VALUES_MISSING": (
        "Lestvica te vrste potrebuje seznam dovoljenih ocen, od najnižje do najvišje.",
        "A scale of this type needs its allowed grades, from lowest to highest.",
    ),
    "SCALE_BOUNDS": (
        "Lestvica potrebuje najmanjšo in največjo vrednost: števili, prvo manjše od drugega.",
        "The scale needs a minimum and a maximum: two numbers, the first below the second.",
    ),
    "SCALE_PASSING": (
        "Meja za opravljeno ni vrednost te lestvice.",
        "The passing grade is not a value of this scale.",
    ),
    # level
    "SOK_UNKNOWN": (
        "Raven SOK {sok} ne obstaja. Ravni so od 1 do 10.",
        "There is no SOK level {sok}. The levels are 1 to 10.",
    ),
    "EQF_CONTRADICTS": (
        "Raven SOK {sok} ustreza EOK {expected}, ne {given}.",
        "SOK level {sok} corresponds to EQF {expected}, not {given}.",
    ),
    "QF_EHEA_CONTRADICTS": (
        "Raven SOK {sok} v visokošolskem ogrodju ustreza »{expected}«, ne »{given}«.",
        "SOK level {sok} corresponds to “{expected}” in the QF-EHEA, not to “{given}”.",
    ),
    "LEVEL_AND_NO_LEVEL": (
        "Označeno je »brez ravni«, raven pa je vpisana. Odločite se za eno.",
        "“No level” is marked and a level is given. Choose one.",
    ),
    # the programme as a whole
    "PILOT_WITHOUT_END": (
        "Pilotni program potrebuje datum, do katerega traja.",
        "A pilot needs the date until which it runs.",
    ),
    "END_WITHOUT_PILOT": (
        "Datum konca pilota je vpisan, program pa ni označen kot pilotni.",
        "An end date of the pilot is given, but the programme is not marked as a pilot.",
    ),
    "STACKABLE_TOWARDS_NOTHING": (
        "Povejte, v kaj se mikrodokazilo lahko nalaga, ali izberite, da se ne nalaga.",
        "Say towards what the micro-credential stacks, or say that it does not.",
    ),
    # the award
    "AWARDED_IN_FUTURE": (
        "Datum podelitve {date} je v prihodnosti. Popravite ga ali počakajte do tedaj.",
        "The date of the award, {date}, is in the future. Correct it, or wait until then.",
    ),
    "AWARDED_AFTER_PILOT": (
        "Pilotni program se je končal {date}; po tem ni mogoče podeliti dosežka.",
        "The pilot ended on {date}; nothing can be awarded after it.",
    ),
    "ENDED_BEFORE_STARTED": (
        "Učenje se ne more končati, preden se začne.",
        "The learning can not end before it starts.",
    ),
    "AWARDED_BEFORE_STARTED": (
        "Dosežek ne more biti podeljen, preden se učenje začne.",
        "The award can not precede the start of the learning.",
    ),
    "ASSESSMENT_UNKNOWN": (
        "Program nima preverjanja »{id}«.",
        "The programme has no assessment “{id}”.",
    ),
    "ASSESSMENT_RESULT_MISSING": (
        "Manjka ocena preverjanja »{assessment}«. Vpišite vse ocene preverjanj ali nobene.",
        "The grade of “{assessment}” is missing. Give the grades of all assessments or of none.",
    ),
    "GRADE_OUTSIDE_SCALE": (
        "Ocena »{grade}« ni na lestvici ({scale}).",
        "The grade “{grade}” is not on the scale ({scale}).",
    ),
    "GRADE_NOT_PASSING": (
        "Ocena »{grade}« je pod mejo za opravljeno ({passing}); dosežka ni mogoče podeliti.",
        "The grade “{grade}” is below the passing grade ({passing}); it earns no award.",
    ),
    "NOT_AN_EMAIL": (
        "E-poštni naslov ni veljaven. Vpišite enega, brez presledkov, na primer ime@sola.si.",
        "The e-mail address is not valid. Enter a single one, no blanks, for example name@sola.si.",
    ),
    "NOT_A_DID": (
        "Identifikator imetnika mora biti DID (did:…).",
        "The holder's identifier has to be a DID (did:…).",
    ),
    "BADGE_LANGUAGE": (
        "Program ni napisan v jeziku »{language}«, zato v njem ni mogoče izdati dokazila.",
        "The programme is not written in “{language}”, so no badge can be issued in it.",
    ),
}
