"""Sign-in: staff by password and second factor, families by OpenID Connect."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect

from hjemmebane.domain.access import Register
from hjemmebane.records.access.actions import set_password
from hjemmebane.records.access.queries import family_user_of
from hjemmebane.records.people.queries import person_with_number

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Staff and partners: users are made by an administrator, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: nobody signs up by themselves."""
        return False

    def set_password(self, user: "User", password: str) -> None:
        """Set a password through the action that logs it."""
        set_password(by=user, user=user, password=password)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return each one's own front page."""
        return settings.LOGIN_REDIRECT_URL


class FamilyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Families: the number that the identity provider vouches for names the person."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return False: a person who has no user here is sent away."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the family user by the number in the claim; send others to a plain page."""
        claims: dict[str, Any] = sociallogin.account.extra_data
        claims = {**claims, **claims.get("userinfo", {}), **claims.get("id_token", {})}
        user = family_user(str(claims.get(settings.OIDC_NUMBER_CLAIM, "")))
        sociallogin.account.extra_data = {}
        if user is None:
            raise ImmediateHttpResponse(HttpResponseRedirect("/log-ind/?ukendt=1"))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)


def family_user(number: str) -> "User | None":
    """Return the family user whose person has a number, in whichever register is theirs."""
    for register in (Register.AUTHORITY, Register.PREVENTION):
        person = person_with_number(number, register)
        if person is not None:
            found = family_user_of(person.pk)
            if found is not None:
                return found
    return None
