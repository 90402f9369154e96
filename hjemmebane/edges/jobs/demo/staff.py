"""Units, teams and the people who work here; nobody has a password: one click signs in."""

from datetime import date, timedelta

from hjemmebane.domain.access import Area, RoleKey, UnitKind, UserKind
from hjemmebane.domain.allocation import CompetenceKey
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.places import TEAMS, UNITS, UNIVERSAL
from hjemmebane.edges.jobs.demo.town import Town

NO_PASSWORD = "!"  # noqa: S105  # what Django keeps for somebody who cannot sign in by password
HERE_SINCE = timedelta(days=365 * 6)

# key: name, role, unit, team, profession
STAFF = {
    "anna": ("Anna Lund", RoleKey.ADVISER, "authority", "nord", "Rådgiver"),
    "bo": ("Bo Madsen", RoleKey.ADVISER, "authority", "nord", "Rådgiver"),
    "camilla": ("Camilla Riis", RoleKey.TEAM_LEADER, "authority", "nord", "Teamleder"),
    "erik": ("Erik Toft", RoleKey.ADVISER, "authority", "syd", "Rådgiver"),
    "kirsten": ("Kirsten Bang", RoleKey.RECEPTION, "reception", "", "Rådgiver i Modtagelsen"),
    "dorte": ("Dorte Kjær", RoleKey.THERAPIST, "provider", "", "Familiebehandler"),
    "esben": ("Esben Friis", RoleKey.THERAPIST, "provider", "", "Familiebehandler"),
    "mette": ("Mette Dahl", RoleKey.THERAPIST, "provider", "", "Sundhedsplejerske"),
    "thomas": ("Thomas Krag", RoleKey.THERAPIST, "supplier", "", "Familiebehandler"),
    "pia": ("Pia Skov", RoleKey.PROVIDER_HEAD, "provider", "", "Leder af Familiehuset"),
    "rune": ("Rune Holt", RoleKey.AUTHORITY_HEAD, "authority", "", "Myndighedsleder"),
    "gry": ("Gry Bech", RoleKey.PREVENTION_LEADER, "prevention", "", "Leder"),
    "nadia": ("Nadia Aziz", RoleKey.PREVENTION_WORKER, "prevention", "", "Forebygger"),
    "ivan": ("Ivan Krogh", RoleKey.CONTROLLER, "authority", "", "Controller"),
    "sofie": ("Sofie Juhl", RoleKey.ADMINISTRATOR, "authority", "", "Administrator"),
    "malene": ("Malene Juul", RoleKey.ADVISER, "authority", "nord", "Rådgiver"),
    "karim": ("Karim Haddad", RoleKey.ADVISER, "authority", "syd", "Rådgiver"),
    "tine": ("Tine Qvist", RoleKey.ADVISER, "authority", "syd", "Rådgiver"),
    "henrik": ("Henrik Vinter", RoleKey.TEAM_LEADER, "authority", "syd", "Teamleder"),
    "lone": ("Lone Stage", RoleKey.RECEPTION, "reception", "", "Rådgiver i Modtagelsen"),
    "karen": ("Karen Munk", RoleKey.THERAPIST, "provider", "", "Praktisk støtteperson"),
    "sigrid": ("Sigrid Bjerre", RoleKey.THERAPIST, "provider", "", "Familiebehandler"),
    "jens": ("Jens Ottosen", RoleKey.THERAPIST, "provider", "", "Familiebehandler"),
    "fatima": ("Fatima Osman", RoleKey.THERAPIST, "provider", "", "Familiebehandler"),
    "ole": ("Ole Fisker", RoleKey.THERAPIST, "provider", "", "Kontaktperson"),
    "rikke": ("Rikke Lykke", RoleKey.THERAPIST, "provider", "", "Psykolog"),
    "mads": ("Mads Gade", RoleKey.THERAPIST, "provider", "", "Familiebehandler"),
    "amalie": ("Amalie Norup", RoleKey.PREVENTION_WORKER, "prevention", "", "Forebygger"),
    "torben": ("Torben Ager", RoleKey.PREVENTION_WORKER, "prevention", "", "Forebygger"),
    "signe": ("Signe Elkjær", RoleKey.PREVENTION_WORKER, "prevention", "", "Forebygger"),
    "hussein": ("Hussein Abdi", RoleKey.PREVENTION_WORKER, "prevention", "", "Forebygger"),
}
PARTNERS = {
    "hanne": ("Hanne Storm", "school", "Lærer"),
    "line": ("Line Bro", "daycare", "Pædagog"),
    "ulla": ("Ulla Friborg", "supplier", "Plejemor"),
    "vibeke": ("Vibeke Rask", "aaskolen", "Lærer"),
    "jonna": ("Jonna Tang", "moelleskolen", "Skoleleder"),
    "dennis": ("Dennis Pihl", "hulkroppen", "Pædagog"),
    "marie": ("Marie Wulff", "regnbuen", "Pædagog"),
    "grethe": ("Grethe Ibsen", "sundhedspleje", "Sundhedsplejerske"),
    "poul": ("Poul Carstens", "tandpleje", "Tandlæge"),
    "sanne": ("Sanne Urup", "klub", "Klubmedarbejder"),
    "lis": ("Lis Dalgas", "ppr", "Psykolog"),
    "ronni": ("Ronni Enevoldsen", "uu", "Uddannelsesvejleder"),
    "gert": ("Gert Hjorth", "ssp", "SSP-konsulent"),
    "ellen": ("Ellen Holst", "ungdom", "Studievejleder"),
}
COMPETENCES = {
    "nadia": (CompetenceKey.FAMILY_TALKS, CompetenceKey.SMALL_CHILDREN, CompetenceKey.SEPARATION),
    "amalie": (CompetenceKey.FAMILY_TALKS, CompetenceKey.ANXIETY),
    "torben": (CompetenceKey.TEENAGERS, CompetenceKey.FAMILY_TALKS, CompetenceKey.GROUPS),
    "signe": (CompetenceKey.SMALL_CHILDREN, CompetenceKey.GROUPS),
    "hussein": (CompetenceKey.SEPARATION, CompetenceKey.TEENAGERS),
    "dorte": (
        CompetenceKey.FAMILY_TALKS,
        CompetenceKey.SEPARATION,
        CompetenceKey.KNOWLEDGE_BASED,
        CompetenceKey.HOME_WORK,
        "method-mi",
        "method-mim",
    ),
    "esben": (
        CompetenceKey.FAMILY_TALKS,
        CompetenceKey.TEENAGERS,
        CompetenceKey.SPECIAL_PEDAGOGY,
        CompetenceKey.HOME_WORK,
        "method-mi",
    ),
    "mette": (CompetenceKey.SMALL_CHILDREN,),
    "sigrid": (
        CompetenceKey.FAMILY_TALKS,
        CompetenceKey.SMALL_CHILDREN,
        CompetenceKey.MENTALISATION,
    ),
    "jens": (CompetenceKey.TEENAGERS, CompetenceKey.MENTALISATION),
    "rikke": (CompetenceKey.ANXIETY, CompetenceKey.FAMILY_TALKS),
}
ADVISERS = ("anna", "bo", "malene", "erik", "karim", "tine")
# Cases of an adviser around which the generator aims; see the calibration text.
ADVISER_TARGETS = {"anna": 29, "bo": 26, "malene": 29, "erik": 28, "karim": 25, "tine": 31}
PREVENTION_WORKERS = ("nadia", "amalie", "torben", "signe", "hussein")
INTENSIVE_THERAPISTS = ("dorte", "esben", "sigrid", "jens", "fatima", "mads")
HOME_THERAPISTS = ("karen", "mette", "thomas", "rikke", "fatima", "jens", "mads", "sigrid", "ole")
SUPPLIER_STAFF = frozenset({"thomas", "ulla"})


def open_house(town: Town) -> None:
    """Write units, teams, staff, partners, the service account and the duty contacts."""
    _units(town)
    for key, name in TEAMS.items():
        unit = town.units["authority"]["id"]
        town.teams[key] = town.book.add("access.Team", unit_id=unit, name=name)
    since = town.anchor - HERE_SINCE
    for key, (name, role, unit, team, profession) in STAFF.items():
        user = add_user(town, key, name, UserKind.STAFF, profession)
        give_role(town, user, role, since, unit, team)
        for competence in COMPETENCES.get(key, ()):
            town.book.add("access.Competence", user_id=user["id"], key=competence, since_on=since)
    for key, (name, unit, profession) in PARTNERS.items():
        user = add_user(town, key, name, UserKind.PARTNER, profession)
        give_role(town, user, RoleKey.PARTNER, since, unit)
        town.partners[unit] = user
    reader = add_user(town, "dst-reader", "dst-reader", UserKind.SERVICE, "Andet system")
    give_role(town, reader, RoleKey.SERVICE, since)
    for unit, key in (("prevention", "gry"), ("reception", "kirsten")):
        town.book.add(
            "intake.DutyContact",
            unit_id=town.units[unit]["id"],
            user_id=town.users[key]["id"],
            from_on=since,
        )


def _units(town: Town) -> None:
    for key, (name, area, kind, service, phone) in UNITS.items():
        town.units[key] = town.book.add(
            "access.Unit",
            key=key,
            name=name,
            area=area,
            kind=kind,
            service_type=service,
            phone=phone,
        )
    for number, (key, name, service) in enumerate(UNIVERSAL, 1):
        town.units[key] = town.book.add(
            "access.Unit",
            key=key,
            name=name,
            area=Area.UNIVERSAL,
            kind=UnitKind.UNIVERSAL,
            service_type=service,
            phone=f"00 00 63 {number:02}",
        )


def add_user(
    town: Town,
    key: str,
    name: str,
    kind: UserKind,
    profession: str = "",
    person_id: int | None = None,
) -> Row:
    """Write somebody who signs in."""
    town.users[key] = town.book.add(
        "access.User",
        email=f"{key}@lindeborg.example",
        name=name,
        kind=kind,
        profession=profession,
        person_id=person_id,
        phone="" if kind is not UserKind.STAFF else f"00 00 70 {len(town.users) + 1:02}",
        password=NO_PASSWORD,
        is_active=True,
    )
    return town.users[key]


def give_role(
    town: Town, user: Row, role: RoleKey, from_on: date, unit: str = "", team: str = ""
) -> None:
    """Write the role a user holds."""
    town.book.add(
        "access.RoleAssignment",
        user_id=user["id"],
        role=role,
        unit_id=town.units[unit]["id"] if unit else None,
        team_id=town.teams[team]["id"] if team else None,
        from_on=from_on,
        to_on=None,
        stands_in_for_id=None,
    )


def team_of(adviser: str) -> str:
    """Return the key of an adviser's team."""
    return STAFF[adviser][3]


def leader_of(adviser: str) -> str:
    """Return who leads an adviser's team."""
    return "camilla" if team_of(adviser) == "nord" else "henrik"
