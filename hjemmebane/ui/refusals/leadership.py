"""What leaders ask of the whole."""

SENTENCES = {
    "interval_past_law": (
        "Så lang en rytme lader loven os ikke regne på. Ud over 6 måneder skal datoen vælges og "
        "begrundes i hver enkelt sag (barnets lov § 95)."
    ),
    "interval_too_short": "Vælg mindst en måned mellem opfølgningerne.",
    "cases_each_off": "Skriv et antal sager pr. rådgiver mellem 1 og 100.",
    "hours_each_off": "Skriv mellem 1 og 40 timer pr. opfølgning.",
    "difference_gone": "Forskellen er der ikke mere. Der er ikke noget at se efter.",
    "not_your_unit": "Vælg en enhed, du leder.",
    "difference_seen": "En anden har set den efter imens. Her står, hvad der blev skrevet.",
}
