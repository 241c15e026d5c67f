"""What families say and what the five flows must come to, written from the domain dossier, not from the flow files.

A case is the answers in the order in which they are asked, the outcome, and the rules it stands on (sections 5 and 6 of
the dossier). `LETTER` and `CERTIFICATE` are dates.
"""

from __future__ import annotations

LETTER, CERTIFICATE = "2026-10-01", "2026-11-05"
Case = tuple[str, str, str]

CERTIFICATE_NEEDED: list[Case] = [
    ("discrimination school", "discrimination_school", "C1 D6"),
    ("discrimination elsewhere", "discrimination_elsewhere", "C2"),
    ("discrimination not_sure", "discrimination_unsure", "C1 C2"),
    ("plan draft", "draft_plan", "C3"),
    ("late_or_missing", "late_or_missing", "C4"),
    ("something_else school_support", "school_support", "C5"),
    ("something_else transport", "transport", "C6"),
    ("something_else personal_budget", "personal_budget", "C7"),
    ("plan final care_only", "care_only", "C8"),
    ("plan final school_only", "school_only", "C9 D3 P6"),
    ("plan final needs_or_help not_yet in_time", "needed_ask_now", "C10 W1 W2 P1 P2 D1"),
    ("decision refusal_to_assess not_yet in_time", "needed_ask_now", "C11 W1 W2 P1 P2 D1"),
    ("decision refusal_to_assess not_yet late", "needed_late", "C11 W1 W2 P4 D1"),
    ("decision refusal_to_assess not_yet not_sure", "needed_date_unknown", "C11 W1 W2 P1 P4 D1"),
    ("decision refusal_to_assess not_sure in_time", "needed_ask_now", "C11 W1 W2 P1 P2 D1"),
    ("decision refusal_to_assess said_no", "needed_said_no", "C11 P1 P5"),
    ("decision refusal_to_issue waiting", "needed_waiting", "C12 P2 P3"),
    ("decision refusal_to_reassess over", "needed_over", "C13 P2 P5"),
    ("decision refusal_to_amend more have_it", "needed_have_it", "C14 P1 P2"),
    ("decision refusal_to_amend school_only said_no", "needed_said_no", "C14 P1 P5"),
    ("decision refusal_to_amend not_sure waiting", "needed_waiting", "C14 P2 P3"),
    ("decision cease_to_maintain have_it", "needed_have_it", "C15 P1 P2"),
    ("plan final school_and_care", "unclear", "C16 P1 D1"),
    ("plan final not_sure", "unclear", "C16 P1 D1"),
    ("plan not_sure", "unclear", "C16 P1 D1"),
    ("decision not_sure", "unclear", "C16 P1 D1"),
    ("something_else not_sure", "unclear", "C16 P1 D1"),
    ("not_sure", "unclear", "C16 P1 D1"),
    ("something_else none_of_these", "another_matter", "T1.17"),
]

APPEAL_DEADLINE: list[Case] = [
    (f"decision refusal_to_assess {LETTER} {CERTIFICATE} in_time", "dates", "D2"),
    (f"decision refusal_to_issue {LETTER} {CERTIFICATE} late", "late_adviser", "D5 P4"),
    (f"decision refusal_to_reassess {LETTER} {CERTIFICATE} not_sure", "dates", "D5 D2"),
    (f"decision refusal_to_amend {LETTER} none not_yet", "dates_not_asked", "C14 D4 D1 P4"),
    (f"decision cease_to_maintain {LETTER} none in_time", "dates_waiting", "C15 D4 P1 P3 P5"),
    (f"plan needs_or_help {LETTER} none late", "late_adviser", "D5 P4"),
    (f"plan needs_or_help {LETTER} none not_sure", "dates_not_asked", "D4 D1 P4"),
    (f"plan needs_or_help {LETTER} not_sure", "certificate_date_unknown", "D4"),
    ("plan needs_or_help not_sure", "find_letter", "D1"),
    (f"plan school_only {LETTER}", "school_dates", "D3 C9 P6"),
    ("plan school_only not_sure", "find_letter", "D1"),
    ("plan care_only", "care_only", "C8"),
    ("plan draft", "draft_plan", "C3"),
    ("plan not_sure", "kind_unsure", "C16 D1"),
    ("decision not_sure", "kind_unsure", "C16 D1"),
    ("not_sure", "kind_unsure", "C16 D1"),
    ("discrimination", "discrimination", "D6 C1 C2"),
    ("no_letter", "no_letter", "C4"),
]

_ROUTE = "D1 D2 P1 P2"
COUNCIL_SAID_NO: list[Case] = [
    (f"refusal_to_assess {LETTER} {CERTIFICATE} child", "challenge", f"C11 W1 {_ROUTE}"),
    (f"refusal_to_issue {LETTER} none child", "challenge", f"C12 D4 W1 {_ROUTE}"),
    (f"refusal_to_reassess {LETTER} not_sure young_person can", "challenge", f"C13 D4 W2 {_ROUTE}"),
    ("refusal_to_amend not_sure young_person cannot", "challenge", "C14 D1 W3 D2 P1 P2"),
    (f"cease_to_maintain {LETTER} {CERTIFICATE} young_person not_sure", "challenge", f"C15 W4 {_ROUTE}"),
    (f"cease_to_maintain {LETTER} {CERTIFICATE} not_sure", "challenge", f"C15 W1 W2 {_ROUTE}"),
    ("plan", "plan_disagreed", "C9 C10"),
    ("something_else", "other_refusal", "C6 C7 C16"),
    ("not_sure", "find_out", "C16 D1"),
]

_BOTH = "T1.1 T1.9 T1.13 T5.11 T5.12 T5.13 T5.7 T1.2"
_NEEDED = f"{_BOTH} C10 C11 C12 C13 C14 C15 D1 D2"
_SCHOOL = f"{_BOTH} C9 D3 P6"
MEDIATE_OR_APPEAL: list[Case] = [
    ("decision letter", "open", f"{_NEEDED} P1 P2"),
    ("decision certificate", "open_with_certificate", f"{_NEEDED} P1"),
    ("decision waiting", "waiting", f"{_NEEDED} P3 D4"),
    ("decision mediated all", "agreed_all", f"{_NEEDED} T2.5 T2.6"),
    ("decision mediated some", "not_all_agreed", f"{_NEEDED} P2 T2.9"),
    ("decision mediated none_of_it", "not_all_agreed", f"{_NEEDED} P2 T2.9"),
    ("decision mediated not_sure", "not_all_agreed", f"{_NEEDED} P2 T2.9"),
    ("decision appealed", "appealed", f"{_NEEDED} T5.16"),
    ("decision not_sure", "open", f"{_NEEDED} P1 P2"),
    ("plan needs_or_help letter", "open", f"{_NEEDED} P1 P2"),
    ("plan school_only letter", "open", f"{_SCHOOL} P1 P2 D1"),
    ("plan school_only waiting", "waiting", f"{_SCHOOL} P3 D4"),
    ("plan not_sure letter", "open", f"{_NEEDED} P1 P2"),
    ("plan care_only", "care_only", "C8"),
    ("plan draft", "draft_plan", "C3"),
    ("discrimination", "discrimination", "C1 C2"),
    ("no_decision", "no_decision", "C4 C5"),
    ("not_sure", "unclear", "C16 D1"),
]

WHO_TO_CONTACT: list[Case] = [
    ("danger", "danger", "T12.1"),
    ("child_not_safe", "child_not_safe", "T12.2"),
    ("upset", "upset", "T12.3 T12.4"),
    ("mental_health", "mental_health", "T12.4 T12.3"),
    ("breaking_point", "breaking_point", "T12.5"),
    ("not_sure", "unsure_if_safe", "T12.1 T12.2 T12.4"),
    ("nobody ehc deadline", "deadline_close", "T12.6"),
    ("nobody ehc mediation", "mediation_provider", "T1.6 T3.3"),
    ("nobody ehc advice", "advice", "T8.1 T8.3"),
    ("nobody ehc not_sure", "advice", "T8.1 T8.3"),
    ("nobody not_sure", "advice", "T8.1 T8.3"),
    ("nobody ehc council_team", "council_team", "T8.2"),
    ("nobody ehc send_appeal", "tribunal", "T5.10"),
    ("nobody ehc lawyer", "lawyer", "T8.4 T8.5"),
    ("nobody late_or_missing not_yet", "complain_first", "T6.7 T7.5"),
    ("nobody late_or_missing not_sure", "complain_first", "T6.7 T7.5"),
    ("nobody late_or_missing no_use", "ombudsman", "T7.5"),
    ("nobody school", "school", "T6.10 T7.3 T7.4 C5"),
    ("nobody health therapy", "therapy", "T10.2 T10.3 T10.4"),
    ("nobody health mental_health", "rise", "T10.5"),
    ("nobody health hospital", "hospital", "T10.7 T7.6"),
    ("nobody health doctor", "doctor", "T10.1 T10.6"),
    ("nobody health not_sure", "doctor", "T10.1 T10.6"),
    ("nobody care child", "short_breaks", "T11.1 T11.2 T11.3"),
    ("nobody care adult", "adult_care", "T11.5 T11.7"),
    ("nobody care me", "carer", "T11.6"),
    ("nobody care family", "family", "T11.4 T9.1"),
    ("nobody care not_sure", "family", "T11.4 T9.1"),
    ("nobody discrimination", "discrimination", "C1 C2 T7.1 T7.2"),
    ("nobody something_else", "something_else", "T7.8 T7.9 T8.1"),
]

CASES: dict[str, list[Case]] = {
    "appeal_deadline": APPEAL_DEADLINE,
    "certificate_needed": CERTIFICATE_NEEDED,
    "council_said_no": COUNCIL_SAID_NO,
    "mediate_or_appeal": MEDIATE_OR_APPEAL,
    "who_to_contact": WHO_TO_CONTACT,
}
