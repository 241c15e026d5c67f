"""What the words around a date say of it: past or to come, of a letter or a meeting, or no date at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

UNTIL = r"by|(?:un)?till?|before"
LOOKS_AHEAD = re.compile(
    rf"\b(?:{UNTIL}|next|(?<!was )due|deadlines?|last (?:day|date)|runs? out|expires?|ends?|finish(?:es)?|booked|coming"
    r"|will be|(?:is|it'?s|(?:mediation|meeting|hearing|review)'?s) on)(?: (?:is|be|falls|in|on|for|the|at))*[ :,-]*$"
)
IS_AHEAD = re.compile(r" is (?:when|(?:the|my|our) (?!date|letter|cert))\b")
HAPPENED = r"received|came|arrived|opened|rang|phoned"
LOOKS_BACK = re.compile(rf"\b(?:{HAPPENED}|dated|sent|issued|since|told|was|were|had)\b")
REACHED_US = re.compile(rf"\b(?:{HAPPENED}|g[eo]t|asked)\b")
DATED = r"da(?:te?d?|ete?d)|dtd"  # also as people mistype it
ROLE = re.compile(
    r"\b(?:(?P<letter_date>let{1,3}e?r|ltr|de[cs]i[cs]ion|refusal|final plan)|(?P<certificate_date>[cs]ert(?!ain)\w*)"
    r"|(?P<meeting_date>mediation|meeting|hearing|review))"
    rf"(?:'?s)?(?: (?:is|was|has|{DATED}|from|of|for|the|on|council))*[ :,(-]*$"
)
SAYS_DATED = re.compile(rf" (?:{DATED}|from|of)\b")
NOT_MET = re.compile(r"\b(?:ask\w*|rang|ring|phon\w*|call\w*|chose|yes|no|told|letter|email\w*|[cs]ert\w*)\b")
"""In a sentence with these, 'mediation on Monday' may be when it was asked for."""
GOES_ON = re.compile(
    r" ?(?:$|[.,;:!?)\n\"'-]|(?:an?d?|but|so|it'?s|is|was|i|i'?m|i'?ve|we|they|he|she|the|my|from|to|at|with|not|or|for"
    r"|when|what|how|if|can|that|because|till?|now|do|has|had|said|came|got|cert\w*|letter)\b)"
)
"""What may follow a bare '12th' or 'may 12'. Other words may be what is counted ('2nd go', 'may 3 people')."""
ENDS = re.compile(r" ?(?:$|[.,;:!?)\n])")
DATE_CUE = re.compile(
    rf"(?:\b(?:on|from|dated?|since|after|is|was|now|letter|cert\w*|decision|arrived|came|received|sent|due|not|the"
    rf"|{UNTIL})|'s|[,:(]) ?$"
)
RANGE = re.compile(r"[0-9](?:st|nd|rd|th)? ?(?:to|or|and|&|-|/|(?:un)?till?) ?(?:the )?$")
"""Before the last day of several: "9 to 12 November" is more than one date."""
NOT_A_DAY = re.compile(r"\b(?:years?|yr|y|sections?|sec|part|aged?|pages?)\.? ?$")
ENDS_IN_DAY = re.compile(r"[0-9](?:st|nd|rd|th)?(?: of)?[ .,/-]*$")  # "31 feb 2026" is no date at all
DAY_CUE = re.compile(rf"\b(?:on|since|from|dated|{UNTIL}) (?:the )?$")
MONTH_CUE = re.compile(rf"\b(?:in|since|last|next|this|from|{UNTIL}) $")
NOT_ONE_DAY = re.compile(
    r"\b(?:every|each|an?|most|some|one|all|of|good|black|following|we|they|i|once|twice|times|[a-z]+day to"
    r"|(?:weeks|wks|fortnights?)(?: on)?|(?:once|twice|times) a week(?: on)?) $"
)
DAY_USES = re.compile(r" (?:clubs?|groups?|nights|mornings|school|to [a-z]+day|(?:and|or|&) [a-z]+days\b)")
AWAY_FROM = re.compile(r"\b(?:before|after) (?:the )?$")
"""'Two days after' a day is another day."""
ROUGHLY = re.compile(r"\b(?:about|bout|around|roughly|nearly|almost|over|than|[a-z0-9]+ (?:or|to)) $|[0-9] ?- ?$")
TIME_TAKEN = re.compile(
    r"\b(?:times?|hours?|been|kept|all|no|not|nobody|never|was|meant|supposed|must|should|would)\b|(?:n't|'d)\b"
)
"""In a sentence with these, 'in 2 weeks' is how long something took, takes or may take."""


@dataclass(frozen=True)
class Around:
    """The words before and after a date in its sentence, and what they say of it.

    Attributes:
        today: the day on which they are written.
        before: up to the date, from the start of its sentence or the last date.
        after: from the end of the date on.
        calendar: whether it is given by its number in the month, not as "today" or "3 weeks ago".
    """

    today: date
    before: str
    after: str
    calendar: bool

    @property
    def alone(self) -> bool:
        """Whether it is the whole sentence, as in an answer to a question."""
        return self.before in ("", "the ") and bool(ENDS.match(self.after))

    @property
    def fits(self) -> bool:
        """Whether bare numbers ("12th", "3/4", "may 3") stand where a date would, and count nothing."""
        return self.alone or bool(DATE_CUE.search(self.before) and GOES_ON.match(self.after))

    @property
    def future(self) -> bool:
        """Whether it is said to be to come."""
        return bool(LOOKS_AHEAD.search(self.before) or IS_AHEAD.match(self.after))

    @property
    def past(self) -> bool:
        """Whether it is said to be past."""
        return bool(LOOKS_BACK.search(self.before)) or self.role in ("letter_date", "certificate_date")

    @property
    def role(self) -> str | None:
        """What it is the date of, as in `Detail`. A letter that "came" on a day is not dated that day."""
        match = ROLE.search(self.before)
        if not match:
            return None
        if match.lastgroup == "meeting_date":
            return None if NOT_MET.search(self.before) else match.lastgroup
        stated = SAYS_DATED.search(match[0]) or (self.calendar and not REACHED_US.search(self.before))
        return match.lastgroup if stated else None
