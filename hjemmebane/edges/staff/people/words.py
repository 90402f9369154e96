"""Danish words for the places, relations and grounds of persons."""

from hjemmebane.domain.access import BreakGlassReason, DossierKind
from hjemmebane.domain.people import KIN_WORDS, ConsentHow, PartyRole, RevealReason

PLACES = {
    PartyRole.CHILD: "barn i sagen",
    PartyRole.CUSTODY_PARENT: "forælder med forældremyndighed",
    PartyRole.PARENT: "forælder uden forældremyndighed",
    PartyRole.SIBLING: "søskende",
    PartyRole.NETWORK: "netværk",
}
KIN = {kind.value: words for kind, words in KIN_WORDS.items()} | {
    "child": "barn",
    "step_child": "stedbarn",
    "grandchild": "barnebarn",
}
DOSSIERS = {
    DossierKind.CASE: "Sag",
    DossierKind.PREVENTION: "Forløb uden sag",
    DossierKind.ENQUIRY: "Henvendelse",
    DossierKind.NOTIFICATION: "Underretning",
}
LANGUAGES = [
    ("da", "dansk"),
    ("ar", "arabisk"),
    ("bs", "bosnisk"),
    ("en", "engelsk"),
    ("fa", "farsi/dari"),
    ("kl", "grønlandsk"),
    ("ku", "kurdisk"),
    ("pl", "polsk"),
    ("ro", "rumænsk"),
    ("so", "somali"),
    ("dts", "dansk tegnsprog"),
    ("ti", "tigrinya"),
    ("tr", "tyrkisk"),
    ("uk", "ukrainsk"),
    ("ur", "urdu"),
    ("vi", "vietnamesisk"),
    ("xx", "et andet sprog"),
]
REVEALS = [
    (RevealReason.VISIT, "Jeg skal på besøg"),
    (RevealReason.LETTER, "Jeg skal sende et brev"),
    (RevealReason.ACUTE, "Akut situation"),
    (RevealReason.OTHER, "Andet"),
]
GLASS = [
    (BreakGlassReason.ACUTE, "Et barn kan være i fare nu"),
    (BreakGlassReason.DUTY, "Jeg har vagten"),
    (BreakGlassReason.SUBSTITUTE, "Jeg er stedfortræder"),
    (BreakGlassReason.COMPLAINT, "Klage eller aktindsigt"),
    (BreakGlassReason.OTHER, "Andet"),
]
NOTES = [
    (BreakGlassReason.COMPLAINT, "Klage eller aktindsigt"),
    (BreakGlassReason.QUALITY, "Sparring eller kvalitet i forløbet"),
    (BreakGlassReason.SUBSTITUTE, "Jeg dækker for en behandler"),
    (BreakGlassReason.ACUTE, "Et barn kan være i fare nu"),
    (BreakGlassReason.OTHER, "Andet"),
]
REASONS = dict(GLASS) | dict(NOTES)
HOW = [
    (ConsentHow.SPOKEN, "Mundtligt"),
    (ConsentHow.WRITTEN, "Skriftligt"),
    (ConsentHow.PORTAL, "På familiens egen side"),
]
