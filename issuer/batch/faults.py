"""What can be wrong with a table of results, beyond what is wrong with a single one."""

from __future__ import annotations

from issuer.faults import Fault


class UnreadableTable(Exception):
    """The table as a whole cannot be used; `fault` says why, and how to mend it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def unreadable(code: str, path: str = "/file", **params: object) -> UnreadableTable:
    """Make the refusal of a whole table."""
    return UnreadableTable(batch_fault(code, path, **params))


def batch_fault(code: str, path: str, **params: object) -> Fault:
    """Make a fault of this module's table; an unknown code is a KeyError, hence a bug."""
    sl, en = SENTENCES[code]
    return Fault(code, path, {"sl": sl.format(**params), "en": en.format(**params)})


SENTENCES: dict[str, tuple[str, str]] = {
    # the file
    "FILE_EMPTY": (
        "V datoteki ni nobene vrstice z rezultati. Dodajte jih pod vrstico z naslovi stolpcev.",
        "The file has no row with results. Add them below the row of headings.",
    ),
    "FILE_NOT_READABLE": (
        "Datoteke ni mogoče prebrati. Shranite jo znova kot XLSX ali CSV (UTF-8).",
        "The file cannot be read. Save it again as XLSX or CSV (UTF-8).",
    ),
    "FILE_LOCKED": (
        "Datoteka je zaklenjena z geslom. Shranite jo brez gesla.",
        "The file is protected by a password. Save it without one.",
    ),
    "FILE_NO_TABLE": (
        "Datoteka ni preglednica (temveč spletna stran ali PDF). Odprite jo in shranite kot XLSX.",
        "The file is no spreadsheet (but a web page or a PDF, say). Open it and save it as XLSX.",
    ),
    "FILE_QUOTES_BROKEN": (
        "Narekovaji v vrstici {row} se ne ujemajo. Narekovaje v celicah podvojite ali izbrišite.",
        "The quotation marks in row {row} do not match. Double or delete each one inside a cell.",
    ),
    "FILE_JSON_BROKEN": (
        "Vnos {row} ni veljaven objekt JSON. Popravite ga.",
        "Entry {row} is not a valid JSON object. Correct it.",
    ),
    "FILE_TOO_LARGE": (
        "Datoteka se razpakira v več, kot beremo. Razdelite jo na več datotek.",
        "The file unpacks to more than is read here. Divide it into several files.",
    ),
    "FILE_TOO_MANY_ROWS": (
        "V datoteki je več kot {most} vrstic. Razdelite jo na več datotek.",
        "The file has more than {most} rows. Divide it into several files.",
    ),
    "WORKBOOK_TOO_LARGE": (
        "Preglednica je večja od {most} MB. Shranite jo kot CSV (UTF-8), ki je lahko večji.",
        "The workbook is larger than {most} MB. Save it as CSV (UTF-8), which may be larger.",
    ),
    "CHECK_STOPPED": (
        "Preverjanje datoteke se je ustavilo. Nadaljujte ga ali datoteko razdelite.",
        "The check of the file stopped. Resume it, or divide the file.",
    ),
    "FILE_TOO_WIDE": (
        "Vrstica {row} ima več kot {most} stolpcev. Izbrišite odvečne.",
        "Row {row} has more than {most} columns. Delete those that are not needed.",
    ),
    "FILE_CELL_TOO_LONG": (
        "Celica v vrstici {row} je daljša od {most} znakov. Skrajšajte jo.",
        "A cell in row {row} is longer than {most} characters. Shorten it.",
    ),
    "FILE_HEADINGS_MISSING": (
        (
            "Med prvimi {most} vrsticami ni naslovov stolpcev (na primer Ime, Priimek, E-pošta). "
            "Prenesite predlogo ali jih dopišite."
        ),
        (
            "There are no headings (for example Name, E-mail) within the first {most} rows. "
            "Download the template or add them."
        ),
    ),
    "FILE_FIELDS_MISSING": (
        (
            "Vnosi nimajo nobenega polja, ki ga poznamo (na primer name, email). "
            "Poimenujte jih tako; datoteka naj bo seznam vnosov."
        ),
        (
            "The entries have no field that is known here (for example name, email). "
            "Name them so, and send a list of entries."
        ),
    ),
    "FIELD_TWICE": (
        (
            "Stolpca »{first}« in »{second}« pomenita isto ({field}). "
            "Enega izbrišite ali ga v »mapping« nastavite na null."
        ),
        (
            "The columns “{first}” and “{second}” mean the same ({field}). "
            "Delete one, or set it to null in “mapping”."
        ),
    ),
    # the caller's mapping
    "MAPPING_NOT_READABLE": (
        'Preslikava mora biti objekt JSON, na primer {{"Stolpec": "email"}}.',
        'The mapping has to be a JSON object, for example {{"Column": "email"}}.',
    ),
    "MAPPING_COLUMN_UNKNOWN": (
        "Stolpca »{column}« v datoteki ni. Naslov prepišite, kot stoji v njej.",
        "The file has no column “{column}”. Write the heading as it stands there.",
    ),
    "MAPPING_FIELD_UNKNOWN": (
        "Polja »{field}« ni. Polja so: {fields}.",
        "There is no field “{field}”. The fields are: {fields}.",
    ),
    # a row
    "DATE_NOT_READABLE": (
        "»{value}« ni datum, ki bi ga lahko brali. Zapišite ga kot 9. 3. 2026 ali 2026-03-09.",
        "“{value}” is not a date that can be read. Write it as 9. 3. 2026 or 2026-03-09.",
    ),
    "GRADE_IS_DAY": (
        "Namesto ocene je v celici datum ({value}); preglednica ga naredi iz 5.6. Vpišite oceno.",
        "The cell holds a date ({value}): a spreadsheet makes one of 5.6. Enter the grade.",
    ),
    "ROW_HIDDEN": (
        "Vrstica je v preglednici skrita. Prikažite jo ali izbrišite.",
        "The row is hidden in the spreadsheet. Show it, or delete it.",
    ),
    "CELL_MERGED": (
        "Celica je združena z zgornjo. Celici ločite in vpišite vrednost v vsako vrstico.",
        "The cell is merged with the one above. Part them, and enter the value in each row.",
    ),
    "NAME_COLUMN_MISSING": (
        "Stolpca z imenom ni ali pa ga ne prepoznamo. Poimenujte ga »Ime in priimek«.",
        "There is no column with the name, or it is not recognized. Call it “Name”.",
    ),
    "EMAIL_COLUMN_MISSING": (
        (
            "Stolpca z e-pošto ni ali pa ga ne prepoznamo. Poimenujte ga »E-pošta« "
            "(ali dodajte »Številka udeleženca«)."
        ),
        (
            "There is no column with e-mail addresses, or it is not recognized. Call it “E-mail” "
            "(or add “Learner number”)."
        ),
    ),
    "DATE_OF_EMPTY_CELL": (
        "Datum {value} je navadno prazna celica preglednice. Vpišite pravega ali celico izbrišite.",
        "The date {value} is usually a spreadsheet's empty cell. Enter the right one or clear it.",
    ),
    "CELL_IS_FORMULA": (
        "V celici je formula brez vrednosti. Nadomestite jo z vrednostjo.",
        "The cell holds a formula without a value. Replace it by its value.",
    ),
    "CELL_HAS_ERROR": (
        "Formula v celici ne da vrednosti ({value}). Popravite jo ali vpišite vrednost.",
        "The cell's formula gives no value ({value}). Correct it or enter the value.",
    ),
    "PROGRAMME_DIFFERS": (
        "Vrstica je za drug program. Premaknite jo v datoteko tistega programa.",
        "The row is for another programme. Move it to that programme's file.",
    ),
    "EXAMPLE_ROW": (
        "To je vrstica s primerom iz predloge. Izbrišite jo.",
        "This is the template's example row. Delete it.",
    ),
    "CELLS_BEYOND_HEADINGS": (
        "Vrstica ima več celic, kot je naslovov. Preverite ločila in narekovaje v njej.",
        "The row has more cells than there are headings. Check its separators and quotation marks.",
    ),
    # duplicates
    "DUPLICATE_IN_FILE": (
        "Isti udeleženec je že v vrstici {row}. Eno od vrstic izbrišite.",
        "The same learner is in row {row} already. Delete one of the rows.",
    ),
    "ANOTHER_LEARNER": (
        (
            "E-poštni naslov že pripada udeležencu z drugim datumom rojstva. "
            "Dopišite udeleženčevo številko, da ju ločimo."
        ),
        (
            "The e-mail address belongs to a learner with another date of birth already. "
            "Add the learner's own number to tell the two apart."
        ),
    ),
    "ALREADY_ISSUED": (
        (
            "Udeleženec dokazilo te različice programa že ima. "
            "Vrstico izbrišite ali izberite preskok (skip) oziroma zamenjavo (replace)."
        ),
        (
            "The learner already holds a credential of this programme version. "
            "Delete the row, or choose to skip or to replace."
        ),
    ),
    "AWARD_UNDER_WAY": (
        "Ta dosežek je že vnesen in še ni izdan. Nadaljujte z njim ali izbrišite vrstico.",
        (
            "An award of this learner is entered already and not issued yet. "
            "Go on with that one, or delete the row."
        ),
    ),
    # while issuing
    "JOB_FAILED": (
        "Tudi po več poskusih ni šlo naprej. Nadaljujte; če se spet ustavi, obvestite upravljavca.",
        "It did not go on, tried many times. Resume it; if it stops again, tell the operator.",
    ),
    "INCOMPLETE": (
        "Podatki o udeležencu niso popolni. Dopolnite jih in vrstico izdajte posebej.",
        "The learner's data are not complete. Add what is missing and issue the row by itself.",
    ),
    "INVALID_CONTENT": (
        "Podatki vrstice ne ustrezajo več pravilom programa. Popravite jih in jo izdajte posebej.",
        "The row no longer follows the programme's rules. Correct it and issue it by itself.",
    ),
    "LEARNER_ERASED": (
        "Podatki udeleženca so bili med izdajo izbrisani. Dokazilo ni bilo izdano.",
        "The learner's data were erased while issuing. No credential was issued.",
    ),
    "PREPARATION_FAILED": (
        "Iz te vrstice ni mogoče narediti veljavnega dokazila. Preverite njene vrednosti.",
        "No valid credential can be made from this row. Check its values.",
    ),
    "SELF_CHECK_FAILED": (
        (
            "Podpisano dokazilo ni prestalo našega preverjanja, zato ni bilo izdano. "
            "Obvestite upravljavca."
        ),
        "The signed credential did not pass our own check and was not issued. Tell the operator.",
    ),
}
