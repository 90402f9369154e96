"""Which language a page is in: the address says it, so nothing need be kept on anybody's phone.

Danish stands without a prefix; every other language under its own (`/en/henvend/`). Only the way
in, the public door and the families' pages have other languages.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, translate_url
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language, named in that language."""

    code: str
    name: str
    href: str


def language(get_response: Handler) -> Handler:
    """Answer in the language the address names; Danish where it names none."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = language_of(request.path_info)
        request.LANGUAGE_CODE = chosen
        with translation.override(chosen):
            response = get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response

    return handle


def language_of(path: str) -> str:
    """Return the language an address names."""
    return translation.get_language_from_path(path) or settings.LANGUAGE_CODE


def other_languages(request: HttpRequest) -> list[LanguageLink]:
    """Return this page in the other languages.

    None on the answer to something sent: what was typed, or a code shown once, would be lost.
    """
    if request.method not in ("GET", "HEAD"):
        return []
    here = request.get_full_path()
    now = translation.get_language()
    links = [
        LanguageLink(code, name, translate_url(here, code))
        for code, name in settings.LANGUAGES
        if code != now
    ]
    return [link for link in links if link.href != here]


def front_door(path: str) -> str:
    """Return the sign-in page in the language an address is in."""
    with translation.override(language_of(path)):
        return reverse("sign_in")
