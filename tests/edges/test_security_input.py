"""What is sent in changes only what the form is about, and is nowhere run or followed."""

import ast
import io
import logging
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hjemmebane.config.logs import WithoutPersons
from hjemmebane.domain.documents import FileFormat
from hjemmebane.records.access.models import AuditLine, Dossier, User
from hjemmebane.records.cases.models import Case, Goal
from hjemmebane.records.documents import actions
from hjemmebane.records.documents.models import StoredFile
from hjemmebane.records.feedback.actions import make_link
from hjemmebane.records.feedback.asking import token_of
from hjemmebane.records.people.models import Person
from tests.cast import World, signed_in
from tests.house.building import PACKAGE, sources, templates, text, tree, where
from tests.page_forms import read_forms
from tests.records.cases_story import a_case, a_goal, fresh
from tests.records.courses_story import a_contact, a_course
from tests.records.reports_story import a_report

EVIL = "<script>alert(1)</script>{{ 7|add:'35' }}{% now 'Y' %}\"><img src=x onerror=alert(2)>"


# ---------------------------------------------------------------- more than the form asks


def test_fields_that_a_form_does_not_have_change_nothing(world: World) -> None:
    case = a_case(world)
    client, url = signed_in(world.anna), f"/sager/{case.public_id}/historie/"
    form = next(one for one in read_forms(client.get(url).content) if "story" in one.fields)
    more = {
        "closed_at": "2026-01-01",
        "child": world.noah.pk,
        "dossier": world.dossiers["berg"].pk,
        "dossier_id": world.dossiers["berg"].pk,
        "id": 999_999,
        "pk": 999_999,
        "is_restricted": "on",
        "by": world.rune.pk,
    }
    assert client.post(url, form.filled(story="Kort", **more)).status_code == 303
    case.refresh_from_db()
    assert (case.story, case.closed_at, case.child_id) == ("Kort", None, world.selma.pk)
    assert case.dossier_id != world.dossiers["berg"].pk
    assert AuditLine.objects.filter(action="case.write_story").get().by_id == world.anna.pk
    assert not Dossier.objects.get(pk=case.dossier_id).is_restricted


def test_nobody_makes_themself_more_than_they_are(world: World) -> None:
    before = User.objects.filter(pk=world.frida.pk).values().get()
    client = signed_in(world.frida)
    for page in (reverse("account_email"), reverse("account_change_password"), "/min-side/"):
        client.post(page, {"kind": "staff", "is_active": "on", "person_id": world.selma.pk})
    assert User.objects.filter(pk=world.frida.pk).values().get() == before


def test_the_same_name_twice_is_read_once_and_the_same_everywhere(world: World) -> None:
    client = signed_in(world.erik)
    url = reverse("staff:break_glass")
    twice = f"number={'1' * 10}&number=0245880000&reason=acute&text="
    client.post(url, twice, content_type="application/x-www-form-urlencoded")
    line = AuditLine.objects.filter(action="dossier.break_glass")
    assert line.exists()
    in_address = client.post(f"{url}?number=0245880000&reason=acute", {"text": ""})
    assert in_address.status_code in {200, 422}


# ---------------------------------------------------------------- text stays text


@pytest.mark.parametrize("who", ["anna", "dorte", "frida"])
def test_what_is_typed_is_shown_as_typed_and_never_run(world: World, who: str) -> None:
    course = a_course(world)
    case = Case.objects.get(dossier=course.dossier)
    a_goal(world, case, own_words=EVIL)
    a_contact(world, course, date(2026, 11, 20), text=EVIL)
    family = world.families["holm"]
    pages = {
        "anna": (f"/familier/{family.public_id}/", f"/sager/{case.public_id}/"),
        "dorte": (f"/forloeb/{course.public_id}/",),
        "frida": ("/min-side/",),
    }[who]
    shown = 0
    for page in pages:
        said = signed_in(world.users[who]).get(page).content.decode()
        assert "<script>alert" not in said
        assert "<img src=x" not in said
        assert "42" not in said.split("{{ 7|add")[0][-3:]
        shown += "&lt;script&gt;alert" in said
    assert Goal.objects.get().own_words == EVIL
    assert shown


def test_no_template_is_made_of_text_and_no_text_is_declared_safe_by_hand() -> None:
    made = []
    for path in sources():
        for node in ast.walk(tree(path)):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name in {"Template", "engines.from_string", "eval", "exec", "compile"}:
                made.append(where(path, node))
            if name.endswith((".from_string", "os.system", "os.popen", "pickle.loads")):
                made.append(where(path, node))
            if name.startswith("subprocess.") and "shell=True" in ast.unparse(node):
                made.append(where(path, node))
    assert made == []
    off = [where(path) for path in templates() if "autoescape off" in text(path)]
    assert off == []
    safe = [
        where(path) for path in templates() if "|safe" in text(path) and "jobs" not in path.parts
    ]
    assert safe == []


# ---------------------------------------------------------------- files


def test_a_file_in_a_form_is_refused_and_nothing_is_written(world: World) -> None:
    case, before = a_case(world), AuditLine.objects.count()
    file = SimpleUploadedFile("../../ond.php", b"<?php", content_type="image/png")
    client = signed_in(world.anna)
    answer = client.post(f"/sager/{case.public_id}/historie/", {"story": "x", "file": file})
    assert answer.status_code == 400
    assert AuditLine.objects.filter(action="case.write_story").count() == 0
    assert AuditLine.objects.count() == before
    assert StoredFile.objects.count() == 0


def test_no_code_of_ours_takes_a_file_or_a_path_from_a_request() -> None:
    asking = [
        where(path)
        for path in sources()
        if "FileField" in text(path) or "request.FILES" in text(path) or "ImageField" in text(path)
    ]
    assert asking == []


def test_a_file_is_handed_out_as_a_file_under_a_name_of_ours(world: World, free_hand: None) -> None:
    report = a_report(world)
    report.title = 'Status\r\nSet-Cookie: a=b"; filename=ond.html'
    report.save(update_fields=["title"])
    stored = actions.store_file(
        by=fresh(world.dorte),
        report=report,
        format_=FileFormat.PDF,
        data=b"%PDF-1.7 <script>alert(1)</script>",
        made_by=world.dorte,
    )
    answer = signed_in(world.dorte).get(reverse("staff:report_file", args=[stored.public_id]))
    assert answer.status_code == 200
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment; filename=")
    assert "\r" not in said
    assert "ond.html" not in said.replace("-", "")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../hjemmebane/config/settings.py",
        "/static/..%2f..%2fmanage.py",
        "/static/",
        "/.git/config",
        "/.env",
        "/var/keys/audit-1.key",
        "/manage.py",
        "/rapporter/fil/..%2F..%2Fetc%2Fpasswd/",
    ],
)
def test_no_address_leads_to_a_file_of_the_machine(world: World, path: str) -> None:
    answer = signed_in(world.anna).get(path)
    assert answer.status_code in {302, 404}
    body = b"".join(answer) if answer.streaming else answer.content
    assert b"SECRET_KEY" not in body


# ---------------------------------------------------------------- logs, links, other systems


@pytest.mark.parametrize(
    "path", ["/a\r\n2026-11-29 ERROR x sign-in of user 1", "/a\u2028b", "/a\x1b[31mred", "/a\x85b"]
)
def test_nobody_writes_a_line_of_their_own_into_the_log(path: str) -> None:
    record = logging.LogRecord("x", 20, "x", 1, "Not Found: %s", (path,), None)
    WithoutPersons().filter(record)
    said = record.getMessage()
    assert said.isprintable()
    assert len(said.splitlines()) == 1


def test_a_one_time_link_stands_in_no_log_and_is_told_to_no_other_house(world: World) -> None:
    course = a_course(world)
    link = make_link(by=fresh(world.dorte), course=course, person=world.frida_holm)
    token = token_of(link)
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(WithoutPersons())
    log = logging.getLogger("hjemmebane.tried")
    log.addHandler(handler)
    log.warning('"GET /f/%s/ HTTP/1.1" 200', token)
    log.warning("Not Found: /en/f/%s/", token)
    log.warning("/konto/password/reset/key/%s/", "4-cz9d3a-0123456789abcdef")
    log.removeHandler(handler)
    assert token not in out.getvalue()
    assert "0123456789abcdef" not in out.getvalue()
    answer = Client().get(f"/f/{token}/")
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]


def test_one_time_links_are_long_unlike_and_not_kept(world: World) -> None:
    course = a_course(world)
    people = (world.frida_holm, world.jonas_holm)
    links = [make_link(by=fresh(world.dorte), course=course, person=one) for one in people]
    tokens = [token_of(link) for link in links]
    assert len(set(tokens)) == 2
    assert all(len(token) >= 32 and int(token, 16) for token in tokens)
    stored = str([list(link.__dict__.values()) for link in links])
    assert not [token for token in tokens if token in stored]


CALLS_OUT = {"requests", "httpx", "urllib.request", "urllib3", "socket", "smtplib", "ftplib"}


def test_only_sign_in_and_gateways_can_call_another_system() -> None:
    callers = {
        path.relative_to(PACKAGE).as_posix()
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
        if name in CALLS_OUT or name.split(".")[0] in CALLS_OUT
    }
    allowed = {path for path in callers if path.startswith("gateways/")} | {"config/sign_in.py"}
    assert callers - allowed == set()


def test_no_spreadsheet_is_handed_out_unless_its_cells_are_guarded() -> None:
    """A cell that begins with =, +, - or @ is run by a spreadsheet; there is no export yet."""
    writers = [
        where(path) for path in sources() if "csv.writer" in text(path) or "openpyxl" in text(path)
    ]
    assert writers == []


def test_a_page_of_a_person_is_never_found_by_a_number_that_can_be_counted_up(world: World) -> None:
    assert Person.objects.filter(pk=world.selma.pk).exists()
    assert signed_in(world.anna).get(f"/personer/{world.selma.pk}/").status_code == 404
