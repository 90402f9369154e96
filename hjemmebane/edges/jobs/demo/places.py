"""Places: the made-up town of Lindeborg, its streets, and the units of the municipality."""

from hjemmebane.domain.access import Area, UnitKind, UniversalServiceType

# No Danish town has these postal codes.
TOWNS = (
    ("9991", "Lindeborg"),
    ("9991", "Lindeborg"),
    ("9992", "Nørre Lind"),
    ("9993", "Enghave Mark"),
    ("9994", "Skovlund Bro"),
    ("9995", "Mosebølle"),
)
STREETS = [
    "Birkevej",
    "Møllegade",
    "Strandvejen",
    "Engparken",
    "Lærkebo",
    "Åstien",
    "Kirkehøjen",
    "Tværagervej",
    "Humlebakken",
    "Ridderstræde",
    "Kvædevej",
    "Pilemarken",
    "Grønnekilden",
    "Stenbrovej",
    "Sivkæret",
    "Ulvedalen",
    "Havrevænget",
    "Gærdet",
    "Toftevangen",
    "Brøndstien",
    "Lindealleen",
    "Fuglsangen",
    "Hyldehegnet",
    "Rugmarken",
    "Smedebakken",
    "Vestermosen",
    "Kildehøj",
    "Nattergalebo",
    "Egelyparken",
    "Rønnebærstien",
]
FLATS = ("", "", "", ", st.", ", 1. tv.", ", 2. th.", ", 3. mf.")

# key: name, area, kind, service type, phone. The first of a kind is the one the rest fall back on.
UNITS = {
    "reception": ("Modtagelsen", Area.AUTHORITY, UnitKind.RECEPTION, "", "00 00 56 78"),
    "authority": ("Familieafdelingen", Area.AUTHORITY, UnitKind.AUTHORITY, "", "00 00 56 00"),
    "provider": ("Familiehuset", Area.PROVIDER, UnitKind.PROVIDER, "", "00 00 57 00"),
    "prevention": (
        "Tidlig Forebyggelse",
        Area.COORDINATION,
        UnitKind.PREVENTION,
        "",
        "00 00 90 12",
    ),
    "school": (
        "Engskolen",
        Area.UNIVERSAL,
        UnitKind.UNIVERSAL,
        UniversalServiceType.SCHOOL,
        "00 00 61 01",
    ),
    "daycare": (
        "Kastanjen",
        Area.UNIVERSAL,
        UnitKind.UNIVERSAL,
        UniversalServiceType.DAY_CARE,
        "00 00 62 01",
    ),
    "jobcentre": ("Jobcentret", Area.UNIVERSAL, UnitKind.UNIVERSAL, "", "00 00 63 01"),
    "supplier": ("Nordlys Familiepleje ApS", Area.PROVIDER, UnitKind.PROVIDER, "", "00 00 58 00"),
}
# More universal units; with the two above, each of the nine service types is there.
UNIVERSAL = (
    ("aaskolen", "Åskolen", UniversalServiceType.SCHOOL),
    ("moelleskolen", "Mølleskolen", UniversalServiceType.SCHOOL),
    ("hulkroppen", "Hulkroppen", UniversalServiceType.DAY_CARE),
    ("regnbuen", "Regnbuen", UniversalServiceType.DAY_CARE),
    ("sundhedspleje", "Sundhedsplejen", UniversalServiceType.HEALTH_VISITING),
    ("tandpleje", "Den kommunale tandpleje", UniversalServiceType.DENTAL_CARE),
    ("klub", "Klubben Havnen", UniversalServiceType.LEISURE_CLUB),
    ("ppr", "PPR Lindeborg", UniversalServiceType.PPR),
    ("uu", "Ungeguiden", UniversalServiceType.YOUTH_GUIDANCE),
    ("ssp", "SSP Lindeborg", UniversalServiceType.SSP),
    ("ungdom", "Lindeborg Ungdomsuddannelser", UniversalServiceType.YOUTH_EDUCATION),
)
TEAMS = {"nord": "Team Nord", "syd": "Team Syd"}
