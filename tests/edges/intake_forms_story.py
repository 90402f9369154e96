"""What the edge tests of intake fill in, as a browser would send it."""

from typing import Any

from hjemmebane.ui.intake_forms import new_mark


def enquiry_post(**more: Any) -> dict[str, Any]:
    """Return a filled public enquiry form."""
    return {
        "mark": new_mark(),
        "danger": "no",
        "concern_source": "parent",
        "text": "Morgenerne er svære.",
        "contact_name": "Rikke Krog",
        "contact_phone": "00 00 11 22",
        "child1_name": "Asta Krog",
        "child1_age": "9",
        **more,
    }


def notification_post(**more: Any) -> dict[str, Any]:
    """Return a filled public notification form."""
    return {
        "mark": new_mark(),
        "danger": "no",
        "concern_source": "school",
        "reasons": ["wellbeing"],
        "text": "Asta kommer sulten i skole.",
        "reporter_name": "Poul Vang",
        "child1_name": "Asta Krog",
        **more,
    }
