"""The public holidays of the catalogue: its worked examples, and another's reckoning of them."""

from datetime import date

import holidays as control
import pytest

from hjemmebane.catalogue import calendars
from hjemmebane.catalogue.calendars import YEARS, calendar_with, holiday_table
from hjemmebane.catalogue.files import CatalogueError

TABLE = holiday_table()
CALENDAR = calendar_with((), saturday_counts=True)


@pytest.mark.parametrize("row", TABLE["example"], ids=lambda row: f"{row['name']} {row['on']}")
def test_each_worked_example_comes_true(row):
    assert row["name"] in {holiday["name"] for holiday in TABLE["holiday"]}
    assert CALENDAR.is_working_day(row["on"]) is row.get("is_working_day", False)


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_the_days_that_the_library_reckons(year):
    ours = {day for day in CALENDAR.holidays if day.year == year}
    assert ours == set(control.country_holidays("DK", years=year))


def test_a_fault_in_the_table_is_named_with_its_file(tmp_path, monkeypatch):
    broken = tmp_path / "holidays.toml"
    both = 'name = "Påskedag"\nfrom_easter = 0\nmonth = 4\nday = 5'
    example = f'[[example]]\nname = "Påskedag"\non = {date(2027, 3, 28)}'
    broken.write_text(f'source = "x"\n[[holiday]]\n{both}\n{example}\n', encoding="utf-8")
    monkeypatch.setattr(calendars, "HOLIDAYS", broken)
    with pytest.raises(CatalogueError, match=r"holidays\.toml: \$\.holiday\[0\]"):
        holiday_table()
