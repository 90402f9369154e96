"""What the demo's numbers follow, for whoever signs in to it: read without making anything."""

from django.utils.translation import gettext_noop as told

CALIBRATION = told(
    "Lindeborg er opdigtet. Tallene følger VIVE's eksempelkatalog om tidligere forebyggende "
    "indsats: omkring 25-30 sager pr. rådgiver (Herning), 6-12 familier pr. medarbejder i Tidlig "
    "Forebyggelse, højst 12 kontakter og 2 netværksmøder i et forebyggende forløb (Aabenraa), tolv "
    "uger i tre faser og 11 familier om året i den intensive indsats (Favrskov), og hyppige besøg, "
    "der bliver færre, i støtten i hjemmet. Resten, som afbud, frafald og pauser, er et skøn. "
    "Navne, steder og personnumre findes ikke."
)
