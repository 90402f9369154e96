"""From tables that follow their schema to domain types; crossing references are checked."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from hjemmebane.catalogue.contents import Catalogue, RuleExample
from hjemmebane.catalogue.cross_checks import cross_faults
from hjemmebane.catalogue.files import (
    CatalogueError,
    CatalogueFile,
    Table,
    content_hash,
    read_files,
)
from hjemmebane.catalogue.lock import lock_faults, read_lock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.calendar import Length, Unit, as_moment
from hjemmebane.domain.composition import HelpForm
from hjemmebane.domain.deadlines import (
    Confirmation,
    DeadlineRule,
    DutyOf,
    ExceptionEffect,
    ExceptionKind,
    ExceptionUse,
    MoveKind,
    ObligationState,
    RuleException,
    RuleMove,
    RuleStage,
    SourceStatus,
)
from hjemmebane.domain.decision_rights import GrantAct, GrantAuthority, GrantExample
from hjemmebane.domain.event_kinds import EventKind, SubjectKind
from hjemmebane.domain.instruments import InstrumentError, instrument_from
from hjemmebane.domain.ladder import Rung, Step
from hjemmebane.domain.letters import Letter, LetterPart
from hjemmebane.domain.measures import LegalBasis, MeasureKind, Paragraph, PlanNeed
from hjemmebane.domain.meeting_types import meeting_type_from
from hjemmebane.domain.methods import MethodError, method_from
from hjemmebane.domain.profile import Contact, PracticeNumber, Profile
from hjemmebane.domain.programme_reading import programme_from
from hjemmebane.domain.programmes import ProgrammeError
from hjemmebane.domain.regime import Regime, RegimePeriod
from hjemmebane.domain.service_catalogue import Service
from hjemmebane.domain.service_reading import examples_from, service_from
from hjemmebane.domain.versions import OnRunning, Running

Row = tuple[str, Any]


T = TypeVar("T")


def load(directories: Sequence[Path]) -> Catalogue:
    """Return the catalogue of the directories, or raise with everything that is wrong."""
    files, problems = read_files(directories)
    builder = _Builder(files)
    catalogue = builder.build()
    problems = [*problems, *builder.problems]
    # Crossing references are only worth reading where every file could be read.
    problems += [] if problems else cross_faults(catalogue)
    problems += lock_faults(files, read_lock(directories))
    if problems:
        raise CatalogueError(problems)
    return catalogue


class _Builder:
    """Collects entries of all files; two with the same key are a problem, never an override."""

    def __init__(self, files: Sequence[CatalogueFile]) -> None:
        self.files = files
        self.problems: list[str] = []

    def build(self) -> Catalogue:
        """Return everything that could be built."""
        regimes = tuple(_regime(row) for _, row in self.rows("law", "regime"))
        laws = {period.regime: period.law for period in regimes}
        profiles = self.unique("profile", self.tables("profile"), lambda row: row["key"])
        rows = self.rule_rows()
        unique = self.unique("rule", rows, lambda row: f"{row['key']} version {row['version']}")
        read = [(_rule(row), row) for row in unique]
        services = self.services()
        return Catalogue(
            regimes=regimes,
            rules=tuple(rule for rule, _ in read if not rule.is_off),
            waiting=tuple(r for r, _ in read if r.is_off and not r.withdrawn),
            withdrawn=tuple(rule for rule, _ in read if rule.withdrawn),
            places=self.places(rows),
            examples=tuple(ex for rule, row in read for ex in _examples(rule, row["example"])),
            bases=self.keyed("law", "basis", lambda row: _basis(row, laws)),
            measures={
                row["key"]: _measure(row, laws, source) for source, row in self.measure_rows()
            },
            profiles={key: _profile(row, profiles) for row in profiles if (key := row["key"])},
            letters=tuple(
                _letter(row)
                for row in self.unique(
                    "letter",
                    self.rows("letter", "letter"),
                    lambda r: f"{r['key']} version {r['version']}",
                )
            ),
            grants=tuple(
                _grant(row)
                for row in self.unique("grant", self.rows("grant", "grant"), lambda r: r["key"])
            ),
            programmes=self.made("programme", programme_from, ProgrammeError),
            instruments=self.made("instrument", instrument_from, InstrumentError),
            methods=self.made("method", method_from, MethodError),
            services=tuple(service for service, _ in services),
            service_examples=tuple(
                example
                for service, row in services
                for example in examples_from(service, row["example"])
            ),
            ladder=self.single("ladder"),
            roles=self.single("roles"),
            retention=self.single("retention"),
            content_hash=content_hash(self.files),
        )

    def places(self, rules: Iterable[Row]) -> dict[str, str]:
        """Return the file of each rule and profile, by the name a complaint calls it."""
        found = {f"rule {row['key']} version {row['version']}": where for where, row in rules}
        return found | {f"profile {row['key']}": where for where, row in self.tables("profile")}

    def tables(self, kind: str) -> list[Row]:
        """Return the whole tables of a kind, each with its file."""
        return [(file.name, file.table) for file in self.files if file.kind == kind]

    def rows(self, kind: str, name: str) -> list[Row]:
        """Return the rows of one name in the files of a kind, each with its file."""
        return [(where, row) for where, table in self.tables(kind) for row in table.get(name, ())]

    def rule_rows(self) -> list[Row]:
        """Return rules of the law and of profiles; the latter know their profile."""
        local = [
            (where, {**row, "profile": table["key"]})
            for where, table in self.tables("profile")
            for row in table.get("rule", ())
        ]
        return [*self.rows("law", "rule"), *local]

    def services(self) -> list[tuple[Service, Table]]:
        """Return services with their tables; each belongs to the profile its file names."""
        rows = [
            (where, {**row, "profile": table["profile"]})
            for where, table in self.tables("service")
            for row in table["service"]
        ]
        unique = self.unique("service", rows, lambda row: f"{row['key']} version {row['version']}")
        return [(service_from(row["profile"], row), row) for row in unique]

    def measure_rows(self) -> list[tuple[str, Table]]:
        """Return measures with the source their file names once for all."""
        rows = [
            (where, {**row, "source": table["source"]})
            for where, table in self.tables("measure")
            for row in table["measure"]
        ]
        unique = self.unique("measure", rows, lambda row: row["key"])
        return [(row["source"], row) for row in unique]

    def unique(self, noun: str, rows: Iterable[Row], name: Callable[[Any], str]) -> list[Any]:
        """Return the rows whose name is new; note a problem for each that is not."""
        seen: dict[str, str] = {}
        kept = []
        for where, row in rows:
            key = name(row)
            if key in seen:
                self.problems.append(f"{where}: {noun} {key} stands already in {seen[key]}")
                continue
            seen[key] = where
            kept.append(row)
        return kept

    def keyed(self, kind: str, name: str, make: Callable[[Any], T]) -> dict[str, T]:
        """Return the made rows by key."""
        unique = self.unique(name, self.rows(kind, name), lambda row: row["key"])
        return {row["key"]: make(row) for row in unique}

    def made(self, kind: str, make: Callable[[Any], T], error: type[Exception]) -> tuple[T, ...]:
        """Return programmes or instruments, made by the domain, which refuses what cannot run."""
        rows = self.rows(kind, kind)
        found = []
        for row in self.unique(kind, rows, lambda row: f"{row['key']} version {row['version']}"):
            try:
                found.append(make(row))
            except (error, KeyError, TypeError, ValueError) as fault:
                where = next(place for place, other in rows if other is row)
                self.problems.append(f"{where}: {fault}")
        return tuple(found)

    def single(self, kind: str) -> Table:
        """Return the one table of a kind; a second file of it is a problem."""
        tables = self.tables(kind)
        self.problems += [f"{where}: {kind} stands already" for where, _ in tables[1:]]
        return tables[0][1] if tables else {}


def _regime(row: Table) -> RegimePeriod:
    return RegimePeriod(
        regime=Regime(row["key"]),
        law=row["law"],
        short=row["short"],
        law_version=row["law_version"],
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        source=row["source"],
    )


def _length(row: Table | None) -> Length | None:
    return None if row is None else Length(Unit(row["unit"]), row.get("count"))


def _rule(row: Table) -> DeadlineRule:
    earlier = row.get("or_earlier")
    regime = row.get("regime")
    return DeadlineRule(
        key=row["key"],
        version=row["version"],
        name=row["name"],
        title=row["title"],
        regime=Regime(regime) if regime else None,
        law=row["law"],
        paragraph=row["paragraph"],
        source=row["source"],
        source_status=SourceStatus(row["source_status"]),
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        trigger=EventKind(row["trigger"]),
        or_earlier=EventKind(earlier) if earlier else None,
        length=Length(Unit(row["length"]["unit"]), row["length"].get("count")),
        satisfied_by=EventKind(row["satisfied_by"]),
        closes=row["closes"],
        exceptions=tuple(_exception(item) for item in row.get("exception", ())),
        warn_days=row["warn_days"],
        subject=SubjectKind(row["subject"]),
        is_local="profile" in row,
        beside=tuple(row.get("beside", ())),
        profile=row.get("profile"),
        requires_next=row.get("requires_next", False),
        soft_limit=_length(row.get("soft_limit")),
        stage=RuleStage(row.get("stage", RuleStage.MANDATORY)),
        paper_route=row["paper_route"],
        owner=row["owner"],
        reviewed_on=row["review"]["on"],
        next_review_on=row["review"]["next"],
        on_running=_on_running(row.get("on_running")),
        measures=frozenset(row.get("measures", ())),
        bases=frozenset(row.get("bases", ())),
        only_after=EventKind(row["only_after"]) if "only_after" in row else None,
        within=_length(row.get("within")),
        duty_of=DutyOf(row.get("duty_of", DutyOf.MUNICIPALITY)),
        moves=tuple(_move(item) for item in row.get("move", ())),
        is_off=not row.get("active", True) or "withdrawn" in row,
        withdrawn=row.get("withdrawn", ""),
    )


def _move(row: Table) -> RuleMove:
    return RuleMove(MoveKind(row["kind"]), row["title"], _length(row.get("most")))


def _on_running(row: Table | None) -> OnRunning | None:
    return OnRunning(Running(row["do"]), row["why"]) if row else None


def _exception(row: Table) -> RuleException:
    return RuleException(ExceptionKind(row["kind"]), row["title"], ExceptionEffect(row["effect"]))


def _examples(rule: DeadlineRule, rows: Iterable[Table]) -> Iterable[RuleExample]:
    for row in rows:
        satisfied = row.get("satisfied")
        used = row.get("exception")
        yield RuleExample(
            rule=rule,
            says=row["says"],
            moments={EventKind(kind): moment for kind, moment in row["moments"].items()},
            chosen_on=row.get("chosen"),
            satisfied_at=as_moment(satisfied) if satisfied else None,
            exception=_use(rule, used) if used else None,
            exception_kind=used["kind"] if used else None,
            now=as_moment(row["now"]),
            due=row["due"],
            state=ObligationState(row["state"]),
            saturday_counts=row.get("saturday_counts", True),
        )


def _use(rule: DeadlineRule, row: Table) -> ExceptionUse | None:
    known = rule.exception(ExceptionKind(row["kind"]))
    return ExceptionUse(known.effect, as_moment(row["at"])) if known else None


def _paragraph(row: Table, laws: dict[Regime, str]) -> Paragraph:
    regime = Regime(row["regime"])
    return Paragraph(
        regime, laws.get(regime, ""), row["section"], row.get("subsection"), row.get("number")
    )


def _basis(row: Table, laws: dict[Regime, str]) -> LegalBasis:
    return LegalBasis(
        key=row["key"],
        title=row["title"],
        paragraph=_paragraph(row, laws),
        needs_decision=row["needs_decision"],
        needs_consent=row["needs_consent"],
        needs_assessment=row["needs_assessment"],
        needs_purpose=row["needs_purpose"],
        plan=PlanNeed(row.get("plan", PlanNeed.CHOSEN)),
        is_committee=row.get("committee", False),
        source=row["source"],
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
    )


def _measure(row: Table, laws: dict[Regime, str], source: str) -> MeasureKind:
    return MeasureKind(
        key=row["key"],
        title=row["title"],
        titles={Regime(key): title for key, title in row.get("titles", {}).items()},
        paragraphs=tuple(_paragraph(item, laws) for item in row["paragraphs"]),
        basis=tuple(row.get("basis", ())),
        steps=tuple(sorted(Step.parse(key) for key in row["steps"])),
        kle=row.get("kle", ""),
        source=source,
        source_status=row["source_status"],
        on_decision=EventKind(row["on_decision"]) if "on_decision" in row else None,
        on_start=EventKind(row["on_start"]) if "on_start" in row else None,
    )


def _letter(row: Table) -> Letter:
    return Letter(
        key=row["key"],
        version=row["version"],
        title=row["title"],
        to=row["to"],
        is_about_decision=row["about"] == "decision",
        parts=tuple(LetterPart(part["heading"], part["text"]) for part in row["part"]),
        source=row["source"],
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
    )


def _grant(row: Table) -> GrantAuthority:
    return GrantAuthority(
        key=row["key"],
        profile=row["profile"],
        act=GrantAct(row["act"]),
        measures=frozenset(row.get("measures", ())),
        from_rung=Rung(row["from_step"]) if "from_step" in row else None,
        to_rung=Rung(row["to_step"]) if "to_step" in row else None,
        role=RoleKey(row["role"]),
        says=row["says"],
        source=row["source"],
        source_status=row["source_status"],
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        examples=tuple(_grant_example(item) for item in row["example"]),
    )


def _grant_example(row: Table) -> GrantExample:
    step = Step.parse(row["step"]) if "step" in row else None
    return GrantExample(
        row["says"], row["on"], row.get("measure", ""), step, RoleKey(row["decides"])
    )


def _profile(row: Table, all_rows: Sequence[Table]) -> Profile:
    chain = _chain(row, {other["key"]: other for other in all_rows})
    numbers = {n["key"]: PracticeNumber(**n) for table in chain for n in table["number"]}
    valid_from: date = row["valid_from"]
    return Profile(
        key=row["key"],
        title=row["title"],
        municipality=row["municipality"],
        based_on=row.get("based_on"),
        valid_from=valid_from,
        source=row["source"],
        owner=row["owner"],
        reviewed_on=row["review"]["on"],
        next_review_on=row["review"]["next"],
        numbers=numbers,
        switches={k: v for table in chain for k, v in table.get("switches", {}).items()},
        closing_days=tuple(sorted({day for t in chain for day in t.get("closing_days", ())})),
        contacts={k: Contact(**v) for k, v in row.get("contacts", {}).items()},
        sub_steps={k: v for table in chain for k, v in table.get("sub_steps", {}).items()},
        confirmed={
            (row["rule"], row["version"]): Confirmation(row["by"], row["on"])
            for row in row.get("confirmed", ())
        },
        help_forms={
            method: HelpForm(form)
            for table in chain
            for form, methods in table.get("help_forms", {}).items()
            for method in methods
        },
        meetings={
            made.kind: made
            for table in chain
            for made in map(meeting_type_from, table.get("meeting", ()))
        },
    )


def _chain(row: Table, by_key: dict[str, Table]) -> list[Table]:
    """Return the profile's ancestors and itself, farthest first, so that its own words win."""
    chain: list[Table] = []
    current: Table | None = row
    while current is not None and current not in chain:
        chain.insert(0, current)
        current = by_key.get(current.get("based_on", ""))
    return chain
