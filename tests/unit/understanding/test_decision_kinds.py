"""The kinds of decision that a message names; none where the words may mean another."""

from __future__ import annotations

import pytest

from sendguide.understanding.decision_kinds import find_decisions
from sendguide.understanding.detail import plain
from tests.support.clock import bounded


def kinds(text: str) -> list[str]:
    return [found.value for found in find_decisions(text, plain(text))]


DECISIONS = {
    "refusal_to_assess": [
        "refused to assess", "they refused to assess him", "what if they refuse to assess",
        "refusal to assess letter", "they said no to assessing", "its a no to the assessment",
        "they wont do an assessment", "they won't even assess", "the council will not assess",
        "letter says it is not necessary to carry out an assessment",
        "they decided not to carry out an ehc needs assessment",
        "decision not to proceed to an EHC needs assessment", "assessment request turned down",
        "turned down for the assessment", "EHC assessment declined", "no to ehcna",
        "the council refuesd the ehc asessment", "refused to asses", "wont asess", "they woudnt agree to asses him",
        "no-to-assess letter", "refused to assess my autistic son", "refused to assess, again",
        "I got refused an assessment", "council refused to assess. its the education one, not social care",
        "won’t be carrying out the assessment", "the school sent it all in and they refused his assessment",
    ],
    "refusal_to_issue": [
        "refusal to issue", "no to issue", "the council decided not to issue", "Letter today says not issuing",
        "they wont issue after assessing", "wont give him a plan", "they wont be giving her a plan",
        "they won't make a plan", "decided not to make a plan", "they wont write a plan", "refused a plan",
        "refused ehcp after assessment", "said no to a plan", "council decided against a plan",
        "assessed but no plan", "they assessed him then said no plan", "no plan after the assessment",
        "plan refused", "not giving her a ehcp", "minded not to isue",
        "whats a no to issue letter", "they wont issue our daughter a plan",
    ],
    "refusal_to_reassess": [
        "refused a reassessment", "they refused to reassess her", "they wont re-assess", "no to reassessing him",
        "turned down for a reassessment", "reassessment refused", "they won't do another assessment",
        "declined to reasess",
    ],
    "refusal_to_amend": [
        "refused to amend", "wont change the plan after the review", "decided not to amend",
        "they are not amending it", "no-to-amend letter", "after the review they wont change anything",
        "refused to change a single word after his review", "refused to amend his plan",
    ],
    "cease_to_maintain": [
        "cease to maintain", "they intend to cease", "ceasing his plan", "ending his plan",
        "stopping my daughters plan", "they want to stop his EHCP", "want to end her EHC plan", "closing her EHCP",
        "withdrawing the plan", "can they take his plan away", "the plan is being stopped",
        "his plans being withdrawn", "plan stopped at 19", "can they cease it because hes 18",
        "they want to end his plan from September", "cease letter", "cesing ehcp",
        'letter: "we intend to cease"', "my ehcp got stopped",
    ],
    "plan_contents": [
        "section B is wrong", "section F is too vague", "sections B and F are wrong", "section f isn't specific",
        "half of it is missing from section B", "i disagree with section F", "appealing sections B, F and I",
        "not happy with section f", "I don't agree with the final plan", "disagree with the wording of the plan",
        "section B of his plan is wrong",
    ],
    "section_i_only": [
        "section I only", "only section i", "wrong school named", "they named the wrong skool", "only the school",
        "its just the school bit", "we only disagree with the placement", "placement only appeal",
        "only about which school", "happy with everything in the plan except the school",
        "they put the wrong college in my plan", "the school named is wrong",
        "I'm only contesting the named placement",
        "its just the name of the school", "for a school only one", "Only section I is in dispute",
    ],
    "discrimination": [
        "disability discrimination claim", "the school discriminated against her", "is that discrimination",
        "they are descriminating against him",
    ],
}  # fmt: skip
NAMED = [(kind, text) for kind, texts in DECISIONS.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), NAMED, ids=[text for _, text in NAMED])
def test_a_decision_is_named(kind: str, text: str):
    assert kinds(text) == [kind]


NO_DECISIONS = [
    "social care refused to assess us", "camhs refused to assess her", "the gp wont assess him",
    "school wont assess her", "they refused him an autism assessment", "refused to assess him for autism",
    "refused an assessment for dyslexia", "autism assessment was turned down", "carers assessment refused",
    "refused to assess his speech", "the assessment was refused by the nhs", "refused a social care assessment",
    "they wont do the OT assessment", "i refused the assessment", "should we decline the assessment",
    "he refused to do the assessment", "he has not been assessed", "no assessment yet", "no one to assess him",
    "how do i ask for an assessment", "refused to assess him again", "they said no", "they refused",
    "refused transport", "PIP refused", "dla turned down", "refused a blue badge", "refused short breaks",
    "refused mediation", "i said no to mediation", "school refusal", "he has no plan", "no plan, just sen support",
    "hes never been assessed and has no plan", "his child in need plan ended", "wont issue a certificate",
    "they wont issue the final plan", "no issue with the plan", "draft plan refused", "they wont amend the draft",
    "wont change the plan", "wont change the school", "in the end his plan was good", "at the end my plan is kept",
    "stop the plan being sent", "end of the plan meeting", "when does a plan end",
    "section F is not being delivered", "section F in the draft is wrong", "section F", "B and F are fine",
    "disagree with section I", "section I is wrong", "not just the school", "its not only the school",
    "only the school can ask for it", "can only the school apply", "special school only", "wrong school dinner",
    "council refused to assess. its the social care one", "council refused to assess. its the carer's one, for me",
    "the assessment was refused, the autism one i mean",
    "i wanted a child in need assessment. can they refuse to assess", "school only emailed me", "is it school only",
    "my boss discriminates against me at work", "indiscriminate",
    "the school only told me yesterday", "section i only got yesterday", "the placement only lasted a week",
    "not happy with anything except the school", "wont issue him a blue badge", "they will not issue her a bus pass",
    "refused to issue a parking permit", "refused to amend the report", "refused to amend the minutes",
    "i want to refuse his plan", "i dont want to end his plan", "how do i cancel his ehcp", "we cancelled our plan",
    "early help were round. still a no for even assessing him",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DECISIONS)
def test_no_decision_is_named_where_the_words_may_mean_another(text: str):
    assert kinds(text) == []


def test_a_quarrel_over_help_and_school_is_not_about_the_school_alone():
    text = "they named the wrong school and section F is wrong too"
    assert kinds(text) == ["plan_contents"]


def test_two_decisions_are_both_named():
    text = "they refused to assess my son and now they are ending my daughter's plan"
    assert kinds(text) == ["refusal_to_assess", "cease_to_maintain"]


FILLERS = ["my us ", "our his ", "her a ", "him ", "to my us ", "even be ", "the plan is ", "with the "]


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize("start", ["refused to ", "wont give ", "refused to issue ", "refused ", "section b "])
def test_words_that_can_be_read_two_ways_take_no_longer(start: str, filler: str):
    with bounded():
        kinds(start + filler * ((10_000 - len(start)) // len(filler)))
