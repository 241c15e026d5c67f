"""The closed lists: kinds of decision, and the ids of the rules."""

from __future__ import annotations

from enum import Enum


class Kind(str, Enum):
    """What the council decided, or what the matter is (design.md section 5). Named as in the regulations."""

    REFUSAL_TO_ASSESS = "refusal_to_assess"
    REFUSAL_TO_ISSUE = "refusal_to_issue"
    REFUSAL_TO_REASSESS = "refusal_to_reassess"
    REFUSAL_TO_AMEND = "refusal_to_amend"
    CEASE_TO_MAINTAIN = "cease_to_maintain"
    PLAN_CONTENTS = "plan_contents"
    SECTION_I_ONLY = "section_i_only"
    DISCRIMINATION = "discrimination"


TIME_RULES = tuple(f"T-{letter}" for letter in "abcdefghi")
"""How time is counted: domain.md section 6.2, first table."""

DEADLINE_RULES = tuple(f"D{number}" for number in range(1, 10))
"""Which date follows from which letter and certificate: domain.md section 6.2, second table."""

CERTIFICATE_RULES = tuple(f"P{number}" for number in range(1, 7))
"""When a certificate comes, and what to do without one: domain.md section 6.1, second table."""

CAUTIONS = ("C14", "C16", "Q3", "Q5")
"""Of domain.md section 6.1 (refusal to amend, unclear matters) and 6.0 (questions 3 and 5)."""

RULE_IDS = (*TIME_RULES, *DEADLINE_RULES, *CERTIFICATE_RULES, *CAUTIONS)
"""Every rule that `content/deadlines.yml` must have, and no other."""
