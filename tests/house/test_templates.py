"""Templates: each is used, each page has one heading, none breaks the content policy."""

import re
from pathlib import Path

from tests.house.building import PACKAGE, listing, sources, templates, text, tracked, where

# Asked for by name by Django or a library, never by us.
CALLED_BY_OTHERS = ("django/", "account/", "mfa/", "socialaccount/", "allauth/", "usersessions/")
ERROR_PAGES = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
EXTENDS = re.compile(r"{%\s*extends\s+[\"']layouts/(\w+)\.html")
HEADING = re.compile(r"<h1[\s>]|components/page_header\.html|component\s+[\"']page_header")
INLINE = (
    (re.compile(r"<script(?![^>]*\ssrc=)", re.I), "inline script"),
    (re.compile(r"<style[\s>]", re.I), "inline style"),
    (re.compile(r"<[^>]*\sstyle\s*=", re.I), "style attribute"),
    (re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I), "event handler"),
    (
        re.compile(r"(<link[^>]*\shref|\ssrc)=[\"'](https?:)?//", re.I),
        "file from outside the house",
    ),
    (re.compile(r"javascript:", re.I), "script address"),
)
# What is included with `only` sees nothing of the page around it, its token neither.
SHOWN_ALONE = re.compile(r"""{%\s*include\s+["']([^"'#]+)[^"']*["']([^%]*\bonly)\s*%}""")
POST_FORM = re.compile(r"<form[^>]*method=[\"']post[\"'].*?</form>", re.I | re.S)


def test_no_template_is_unused():
    asked = "\n".join(text(path) for path in (*sources(), *templates(), *files_of_tests()))
    unused = [
        where(path)
        for path in templates()
        if not name_of(path).startswith(CALLED_BY_OTHERS)
        and name_of(path) not in ERROR_PAGES
        and not is_named(path, asked)
    ]
    assert unused == [], listing(unused)


def test_every_page_has_one_heading():
    wrong = [
        f"{where(path)} has {len(HEADING.findall(without_comments(path)))}"
        for path in pages()
        if not heading_in_layout(path) and len(HEADING.findall(without_comments(path))) != 1
    ]
    assert wrong == [], listing(wrong)


def test_every_page_has_a_title():
    untitled = [
        where(path)
        for path in pages()
        if not re.search(r"block\s+(tab_)?title", text(path)) and not title_in_layout(path)
    ]
    assert untitled == [], listing(untitled)


def test_no_template_breaks_the_content_policy():
    broken = [
        f"{where(path)}: {what}"
        for path in templates()
        if path.suffix == ".html" and not is_for_paper(path)
        for pattern, what in INLINE
        if pattern.search(without_comments(path))
    ]
    assert broken == [], listing(broken)


def test_every_form_that_writes_carries_its_token():
    naked = [
        where(path)
        for path in templates()
        for form in POST_FORM.findall(text(path))
        if "csrf_token" not in form
    ]
    assert naked == [], listing(naked)


def test_a_form_in_a_part_that_is_shown_alone_is_given_its_token():
    holders = {name_of(path) for path in templates() if "csrf_token" in without_comments(path)}
    without = [
        f"{where(path)} shows {part}"
        for path in templates()
        for part, given in SHOWN_ALONE.findall(without_comments(path))
        if part in holders and "csrf_token=csrf_token" not in given
    ]
    assert len(holders) > 20
    assert without == [], listing(without)


def pages() -> list[Path]:
    """Return the templates that are whole pages."""
    return [
        path for path in templates() if path.parent.name != "layouts" and EXTENDS.search(text(path))
    ]


def heading_in_layout(path: Path) -> bool:
    """Return whether the page's layout brings the heading itself."""
    return HEADING.search(without_comments(layout_of(path))) is not None


def title_in_layout(path: Path) -> bool:
    """Return whether the layout brings the title itself: a family's tab names nobody."""
    return re.search(r"block\s+tab_title\s*%}.*\S", text(layout_of(path))) is not None


def layout_of(path: Path) -> Path:
    """Return the layout a page extends."""
    found = EXTENDS.search(text(path))
    return PACKAGE / "ui" / "templates" / "layouts" / f"{found[1] if found else ''}.html"


def is_for_paper(path: Path) -> bool:
    """Return whether a template is printed by a job and never meets a browser."""
    return "jobs" in path.parts


def is_named(path: Path, asked: str) -> bool:
    """Return whether any file asks for the template, or the component, by name."""
    name = name_of(path)
    component = name.removeprefix("components/").removesuffix(".html")
    return (
        re.search(rf"[\"']{re.escape(name)}(#\w+)?[\"']", asked) is not None
        or re.search(rf"component\s+[\"']{re.escape(component)}[\"']", asked) is not None
    )


def name_of(path: Path) -> str:
    """Return the name a template is asked for by."""
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


def without_comments(path: Path) -> str:
    """Return a template's text without what no browser sees."""
    return re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", "", text(path), flags=re.S)


def files_of_tests() -> list[Path]:
    """Return the tests of the shared look, which may draw a component by itself."""
    return [path for path in tracked() if path.suffix == ".py" and "tests" in path.parts]
