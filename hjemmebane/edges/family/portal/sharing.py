"""What one has said yes to being shared, and what was passed on: withdrawn in one step."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hjemmebane.domain.people import GROUND_WORDS
from hjemmebane.records.access.doors import StaffRequest, family_door
from hjemmebane.records.agenda.actions import withdraw_own_consent
from hjemmebane.records.people.queries import get_own_consent, own_consents, own_disclosures
from hjemmebane.ui.http import done
from hjemmebane.ui.words import said


@require_GET
@family_door
def shared(request: StaffRequest) -> HttpResponse:
    """Show one's own consents, and what was passed on, to whom and on which ground."""
    context = {
        "consents": own_consents(request.user),
        "disclosures": [
            (row, said(GROUND_WORDS[row.ground])) for row in own_disclosures(request.user)
        ],
    }
    return render(request, "family/portal/sharing.html", context)


@require_POST
@family_door
def withdraw(request: StaffRequest, consent_id: UUID) -> HttpResponse:
    """Withdraw a consent one gave oneself; the page says beforehand what that means."""
    consent = get_own_consent(consent_id, request.user)
    if consent.withdrawn_at is None:
        withdraw_own_consent(by=request.user, consent=consent)
    message = _(
        "Dit ja er trukket tilbage. Fra nu af deler vi ikke mere, og dem, der hjælper jer, "
        "har fået det at vide."
    )
    return done(request, reverse("family:portal_sharing"), message)
