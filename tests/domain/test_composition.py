"""A course mixes advice, practical help and groups, and says so."""

import pytest

from hjemmebane import catalogue
from hjemmebane.domain.composition import HelpForm, composition

FORMS = {"advice": HelpForm.ADVICE, "practical": HelpForm.PRACTICAL}


@pytest.mark.req("S2-AAB-33")
def test_a_course_is_made_of_advice_practical_help_and_groups() -> None:
    contacts = [(["advice", "practical"], False), (["advice"], False), ([], True), (["x"], False)]
    found = composition(contacts, FORMS)
    assert found.words == "Sammensat af råd og samtale (2), praktisk hjælp (1) og gruppe (1)"
    assert composition([(["advice"], False)], FORMS).words == "Sammensat af råd og samtale (1)"
    assert composition([], FORMS).words == ""


@pytest.mark.req("S2-AAB-33")
def test_a_course_without_a_case_may_mix_all_three() -> None:
    read = catalogue.current()
    forms = read.profile.help_forms
    for version in (one for one in read.programmes if one.key == "prevention-30"):
        given = {forms[method.key] for method in version.methods if method.key in forms}
        assert given >= {HelpForm.ADVICE, HelpForm.PRACTICAL}
