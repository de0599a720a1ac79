"""What a column's name says: its words, and whether they name an identifier or an entity."""

import re


def word_set(text: str) -> frozenset[str]:
    """Words parted by spaces."""
    return frozenset(text.split())


ID_WORDS = word_set("id ids uid no nr num number key code uuid guid pk idx index serial nummer numero # 번호")
ENTITIES = word_set(
    """
    subject patient person user customer client individual animal household driver device machine store shop player
    student pupil employee session account vehicle engine sensor station school hospital merchant seller member
    participant respondent owner donor visitor passenger borrower applicant bird dog cat family host company firm
    speaker author worker buyer supplier vendor household cust pat emp
    kunde kunden kundin patientin proband benutzer nutzer mitarbeiter haushalt lieferant verkäufer käufer maschine gerät
    geraet fahrzeug schule filiale
    cliente clientes paciente usuario empleado hogar máquina maquina dispositivo vehículo vehiculo proveedor alumno
    acheteur utilisateur employé employe ménage menage appareil véhicule vehicule fournisseur élève eleve 고객 환자"""
)
AMBIGUOUS = word_set(
    """
    cat dog bird host company device machine family store shop station school hospital engine sensor vehicle owner firm
    player session account"""
)
"""Entities whose names also stand for a kind of thing: a brand of device, a shop's department."""
DESCRIPTIONS = word_set(
    """
    type category genre region department status class segment city zone location state country area language color
    colour brand model group level product sector industry currency channel plan"""
)
YEAR_WORDS = word_set("year yr date time day month week quarter 연도 년도")
_ENDS = ("id", "nr", "no", "nummer")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W\d_]+|\d+|#")


def words(name: str) -> tuple[str, ...]:
    """Lower-case words of a name: `customerID` → customer, id; `subject#` → subject, #."""
    return tuple(word.lower() for word in _WORD.findall(_CAMEL.sub(" ", name)))


def names_identifier(name: str) -> bool:
    """The name ends as identifiers do: `customerID`, `order_no`, `subject#`, `uuid`."""
    found = words(name)
    return bool(found) and (found[-1] in ID_WORDS or _glued(found[-1]) is not None)


def entity_of(name: str) -> str | None:
    """The entity a column names: `Individual ID` → individual, `patientid` → patient; None for attributes of one."""
    rest = list(words(name))
    while rest and rest[-1] in ID_WORDS:
        rest.pop()
    if not rest or {"of", "per", "count", "total", "avg", "mean", "n", "num", "is", "has"} & set(rest):
        return None
    last = _glued(rest[-1]) or rest[-1]
    return last if last in ENTITIES else None


def describes(name: str) -> bool:
    """The name is an identifier of a description (`genre_id`), not of something whose rows repeat."""
    return bool(DESCRIPTIONS & set(words(name)))


def _glued(word: str) -> str | None:
    """`patientid` → patient, `kundennr` → kunden."""
    return next((stem for end in _ENDS if (stem := word.removesuffix(end)) != word and stem in ENTITIES), None)
