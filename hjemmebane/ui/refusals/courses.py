"""Courses: contacts, meetings, phases, closing."""

SENTENCES = {
    "course_ended": "Forløbet er slut. Der kan ikke skrives mere i det.",
    "not_on_course": "Vælg mindst én, der er på forløbet. Kun de, der er på det, kan skrive i det.",
    "not_of_family": "En af personerne, målene eller hjemmene hører ikke til familien på forløbet.",
    "before_start": "Dagen ligger før forløbets start.",
    "too_far_ahead": "Dagen ligger mere end to år ude i fremtiden.",
    "not_yet": "Det er ikke sket endnu. Vælg en dag og et tidspunkt, der er gået.",
    "no_such_programme": "Indsatstypen findes ikke eller bruges ikke til nye forløb på den dag.",
    "no_measure": "Forløbet kræver en indsats, der er truffet afgørelse om, og som løber.",
    "no_worker": "Vælg mindst én, der skal være på forløbet.",
    "no_child": "Vælg mindst ét barn, forløbet handler om.",
    "day_out_of_range": "Startdagen ligger for langt tilbage eller for langt fremme.",
    "ends_before_start": "Slutdagen ligger før startdagen.",
    "unknown_setting": "Stedet hører ikke til dem, indsatstypen bruger.",
    "unknown_method": "Metoden hører ikke til dem, indsatstypen bruger.",
    "film_needs_yes": (
        "Alle fra familien, der er med, skal have sagt ja, før I filmer. Vælg dem her."
    ),
    "film_needs_parent": (
        "Et barn under 15 år filmes kun, når en forælder med forældremyndighed har sagt ja."
    ),
    "bad_length": "Skriv en varighed mellem 1 minut og 12 timer.",
    "not_planned": "Kontakten er ikke længere planlagt. Se, hvad der er sket med den.",
    "not_your_note": "Kun den, der skrev notatet, kan rette det. Tilføj i stedet.",
    "too_late_to_edit": (
        "Notatet er mere end et døgn gammelt. Tilføj i stedet; det første bliver stående."
    ),
    "nothing_to_add": "Skriv, hvad der skal tilføjes.",
    "two_needed": "Besøget kræver to medarbejdere. Vælg en mere, der kommer.",
    "two_reason_missing": "Vælg, hvorfor der skal to med. Kun de, der kommer, kan læse det.",
    "unknown_phase": "Fasen findes ikke i indsatstypen, eller den begynder med forløbet.",
    "phase_out_of_order": "Fasen kan ikke begynde før den foregående eller efter den næste.",
    "unknown_milestone": "Punktet findes ikke i indsatstypen.",
    "next_not_later": "Det næste møde skal ligge efter det, der blev holdt.",
    "not_coordinator": "Det gør familiens tovholder eller rådgiver.",
    "same_goal": "Vælg to forskellige mål.",
    "already_apart": "Målene er allerede markeret. Afgør dem, eller se, hvad der står.",
    "conflict_settled": "En anden har allerede afgjort det. Se, hvad der blev valgt.",
    "unknown_track": "Sporet findes ikke i indsatstypen.",
    "bad_weeks": "Skriv uger, hvor den første ikke ligger efter den sidste.",
    "already_asked": "Der ligger allerede et ønske om forlængelse, som venter på lederen.",
    "already_decided": "En anden har allerede taget stilling til forlængelsen.",
    "extension_empty": "Skriv et nyt antal kontakter eller en ny slutdag.",
    "no_limit_to_extend": "Forløbet har ingen ramme for antal kontakter.",
    "limit_not_higher": "Det nye antal skal være højere end det, der gælder nu, og højst 200.",
    "end_not_later": "Den nye slutdag skal ligge efter den, der gælder nu.",
    "unknown_element": "Elementet findes ikke i indsatstypen.",
    "unknown_strength": "Styrken findes ikke på indsatstypens skala.",
    "rest_needs_reason": "Vælg, hvorfor elementet hviler.",
    "no_focus_points": "Indsatstypen arbejder ikke med fokuspunkter.",
    "unknown_goal": "Vælg et mål, der løber i sagen.",
    "no_finding": "Skriv det, der er fundet i undersøgelsen. Fokuspunktet skal hænge på et fund.",
    "focus_ended": "Fokuspunktet er slut eller skrevet om. Se, hvad der står nu.",
    "unknown_focus_end": "Vælg, hvorfor fokuspunktet slutter.",
    "unknown_topic": "Emnet findes ikke i indsatstypen.",
    "unknown_aim": "Vælg et af de langsigtede mål, indsatstypen har.",
    "aim_needs_reason": "Skriv, hvorfor det langsigtede mål ændres.",
    "unknown_target_point": "Kendetegnet findes ikke i indsatstypen.",
    "doubt_needs_reason": "Noget taler imod indsatsen. Skriv, hvorfor den vælges alligevel.",
    "unknown_outcome": "Vælg et af de udfald, indsatstypen slutter med.",
    "unknown_method_of_day": "Metoden findes ikke i registeret den dag.",
    "not_trained": "Metoden kan kun noteres af en, der er oplært i den den dag.",
    "not_a_summary": (
        "Skriv et sammendrag med egne ord på højst 2000 tegn. Tal fra en score hører ikke til her."
    ),
    "test_gate_placement": "Svar først: overvejes en anbringelse, eller er barnet anbragt?",
    "test_gate_unanswered": (
        "Spørg familien først. Testen kan ikke noteres, før familien selv har svaret. Er I i "
        "tvivl, så spørg VISO's specialenhed."
    ),
    "test_gate_viso": (
        "Stop: testen må ikke bruges her. Kommunen skal i stedet spørge VISO's specialenhed "
        "(barnets lov §§ 171 a-c). Er et barn anbragt efter en sådan test, skal "
        "anbringelsen gennemgås på ny."
    ),
    "bad_pause": "Pausens sidste dag ligger før den første.",
    "pause_overlaps": "Forløbet har allerede en pause i de dage.",
    "no_pause": "Forløbet er ikke på pause.",
    "day_has_been": "Vælg i dag eller en senere dag, efter at kollegaen kom på forløbet.",
    "is_on_course": "Kollegaen er allerede på forløbet.",
    "no_such_worker": "Vælg en kollega, der har samme slags arbejde.",
    "not_an_adviser": "Kun en rådgiver kan frikøbes, og kun til et forløb med en sag.",
    "not_a_leader": "Frikøbet aftales med en teamleder. Vælg hvem.",
    "bad_hours": "Skriv timer om ugen, fra 1 til 37.",
    "bad_period": "Den sidste dag ligger før den første. Skriv en periode.",
    "bought_out_already": "Rådgiveren er allerede frikøbt i noget af perioden.",
    "role_missing": "Programmet begynder ikke uden dem, der skal være med. Vælg, hvem det er.",
    "unknown_role": "Rollen findes ikke i indsatstypen, eller den hører til sagen.",
    "not_a_worker": "Vælg en medarbejder. Kun en, der kommer udefra, kan stå med navn alene.",
    "unknown_way": "Vælg, hvordan medarbejderen er knyttet til holdet.",
    "place_needs_reason": "Vælg, hvilken af familiens vanskeligheder der er grunden.",
    "has_role": "Medarbejderen har allerede den rolle på holdet.",
    "place_has_ended": "Medarbejderen har ikke længere den plads på holdet.",
    "visits_alone": (
        "Kollegaen har besøg alene efter dagen. Lad en kollega tage over, eller flyt besøgene."
    ),
    "same_programme": "Forløbet er allerede af den slags.",
    "bad_seats": "Skriv et antal pladser mellem 1 og 40.",
    "same_host": "Vælg en anden enhed end jeres egen at holde gruppen sammen med.",
    "before_group_starts": "Dagen ligger før gruppens start.",
    "no_aim": "Skriv, hvad familien skal have ud af at være med.",
    "has_place": "Familien har allerede en plads i gruppen eller står på venteliste.",
    "has_left": "Familien er allerede stoppet i gruppen.",
    "not_seated": "En af familierne har ikke plads i gruppen.",
    "outcome_needed": (
        "Forløbet kan ikke afsluttes, før rådgiveren har taget stilling til, hvad der skal ske."
    ),
}
