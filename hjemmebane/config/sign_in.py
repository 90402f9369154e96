"""Sign-in: staff by password and second factor, families by OpenID Connect."""

import logging
from typing import TYPE_CHECKING, Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseRedirect

from hjemmebane.config.language import front_door
from hjemmebane.domain.access import Register
from hjemmebane.records.access.actions import set_password
from hjemmebane.records.access.queries import family_user_of
from hjemmebane.records.people.queries import person_with_number

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User


log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Staff and partners: users are made by an administrator, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: nobody signs up by themselves."""
        return False

    def post_login(self, request: HttpRequest, user: "User", **more: Any) -> Any:
        """Note in the log who came in: by number, never by name or address."""
        log.info("sign-in of user %s", user.public_id)
        return super().post_login(request, user, **more)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note in the log that somebody was not let in; never what they typed."""
        log.warning("sign-in refused")

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
        """Sign in the family user whom the number in the claim names; send others to a plain page.

        It ends here, before the library would keep an account with what the provider told.
        """
        user = family_user(_number_of(sociallogin.account.extra_data))
        onward = sociallogin.get_redirect_url(request) or settings.LOGIN_REDIRECT_URL
        logout(request)
        if user is None:
            raise _back(onward, "ukendt")
        raise ImmediateHttpResponse(
            perform_login(
                request,
                user,
                email_verification=EmailVerificationMethod.NONE,
                redirect_url=onward,
            )
        )

    def on_authentication_error(self, request: HttpRequest, *args: Any, **more: Any) -> None:
        """Send whoever gave up, or whom the provider refused, back to the ways in."""
        state = (more.get("extra_context") or {}).get("state") or {}
        raise _back(state.get("next") or "", "afbrudt")

    def get_requests_session(self) -> requests.Session:
        """Return what talks to the provider; one that does not answer ends the sign-in."""
        session: requests.Session = super().get_requests_session()
        ask = session.request

        def request(*args: Any, **more: Any) -> requests.Response:
            try:
                return ask(*args, **more)
            except requests.RequestException as silence:
                raise _back(self.request.POST.get("next", ""), "afbrudt") from silence

        session.request = request  # type: ignore[method-assign]  # requests is typed so
        return session


def _back(onward: str, why: str) -> ImmediateHttpResponse:
    """Return the way back to the ways in, in the language of the page that was wanted."""
    return ImmediateHttpResponse(HttpResponseRedirect(f"{front_door(onward)}?{why}"))


def _number_of(told: dict[str, Any]) -> str:
    """Return the number among what the provider told: in the signed token, else when asked."""
    claims = {**told, **told.get("userinfo", {}), **told.get("id_token", {})}
    return str(claims.get(settings.OIDC_NUMBER_CLAIM) or "")


def family_user(number: str) -> "User | None":
    """Return the family user whose person has a number, in whichever register is theirs."""
    for register in (Register.AUTHORITY, Register.PREVENTION):
        person = person_with_number(number, register)
        if person is not None:
            found = family_user_of(person.pk)
            if found is not None:
                return found
    return None
