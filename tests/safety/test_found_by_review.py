"""What a review found: danger that everyday words beside it had silenced, and everyday words that raised an alarm."""

from __future__ import annotations

import pytest

from sendguide.content.loader import Content
from sendguide.safety.finding import Strength

DANGER = """he fell down the stairs and is not breathing
she slipped in the bath and she is not breathing
my son fell in the river
he fell in the canal
there was an accident and she is bleeding badly
he fell and is bleeding heavily
she tripped and cant breathe
school says she is missing
school said he has a knife in class
the pe teacher hits me
the football coach is touching my son
my baby is not responding and floppy
mum has collapsed
no i am not safe
no im not safe
no we are not safe
back in 2024 he raped me and he is still here
mum used to beat me and still beats my brother
he was suicidal in primary and is suicidal again now
he used to hit me and now he hits my son
quiero morir""".splitlines()

NO_DANGER = """The council is not responding to my emails
he is not moving up to secondary school until September
support plan has collapsed since her TA left
He is lying on the floor refusing to go to school every morning
Is swimming in the water therapy covered by the Local Offer
He loves to be in the water, is there a hydrotherapy pool
help me write a letter please
can you help me with this form please
we are trying to get in to a special school
SENCO not responding
he is not responsive to speech therapy
she fell behind in maths
he tripped over in PE""".splitlines()


@pytest.mark.parametrize("text", DANGER)
def test_everyday_words_beside_danger_do_not_silence_it(content: Content, text: str) -> None:
    found = content.screen.find(text)
    assert found is not None and found.is_danger


@pytest.mark.parametrize("text", NO_DANGER)
def test_everyday_words_alone_raise_no_alarm(content: Content, text: str) -> None:
    found = content.screen.find(text)
    assert found is None or found.strength is not Strength.EXACT
