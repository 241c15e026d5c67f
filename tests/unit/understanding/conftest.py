"""A small classifier, really trained, and a reader around it: nine ids that keep their meaning in the whole guide."""

from __future__ import annotations

import pytest

from sendguide.content.loader import Content
from sendguide.nlu.reader import words_of
from sendguide.understanding.asks import AskModel
from sendguide.understanding.classifier import IntentClassifier, TrainingOptions
from sendguide.understanding.encoder import SentenceEncoder, load_encoder
from sendguide.understanding.learn_asks import learn_asks
from sendguide.understanding.reader import MessageReader, Words
from sendguide.understanding.tuning import TuningOptions

OPTIONS = TrainingOptions(min_count=1, tuning=TuningOptions(epochs=2, batch_tokens=256))

EXAMPLES = {
    "mediation_cost": [
        "how much is mediation",
        "what does mediation cost",
        "is mediation free",
        "do i have to pay for mediation",
        "is there a fee for this",
        "who pays for it",
        "will we get a bill after the meeting",
        "can we afford mediation",
        "does the council pay the mediator",
        "how much does it cost us",
        "is there any charge for parents",
        "what is the price of mediation",
    ],
    "mediation_duration": [
        "how long does mediation take",
        "how long is the meeting",
        "how many hours is mediation",
        "is it over in a morning",
        "how long will we be in there",
        "does mediation last all day",
        "what time does it finish",
        "should i book a whole day off work for mediation",
        "how long do these meetings last",
        "how long does it take",
    ],
    "mediation_who_attends": [
        "who comes to mediation",
        "can my mum come too",
        "may i bring a friend with me",
        "who will be at the meeting",
        "can his school come to mediation",
        "who is there from the council",
        "will my son have to be there",
        "can i bring someone to support me",
        "who sits in on the mediation",
        "is the senco invited",
    ],
    "mediation_certificate_how": [
        "how do i get a mediation certificate",
        "where do i ask for the certificate",
        "who sends me the certificate",
        "how do i get it in writing that i said no to mediation",
        "when will my mediation certificate come",
        "i need a certificate from the mediation adviser",
        "who do i ring for the certificate",
        "how soon is the certificate sent out",
        "can they email the certificate to me",
        "i lost my certificate how do i get another",
    ],
    "appeal_how": [
        "how do i appeal",
        "where do i send my appeal",
        "which form is it to appeal to the tribunal",
        "how do we start an appeal",
        "what do i fill in to go to tribunal",
        "can i appeal online",
        "where is the form for the tribunal",
        "i want to appeal what do i do first",
        "what do i send with the appeal form",
        "how do you take the council to tribunal",
    ],
    "appeal_deadline": [
        "when must i appeal by",
        "what is the deadline for my appeal",
        "how many weeks do i have to appeal",
        "last day to send the appeal",
        "am i too late to appeal",
        "how long have i got to appeal",
        "is there a time limit for appeals",
        "by what date must the tribunal get it",
        "when does the two months run out",
        "have i missed the deadline",
    ],
    "complaint": [
        "how do i complain about the council",
        "i want to make a complaint",
        "where can i complain about the school",
        "who do i complain to",
        "can i complain to the ombudsman",
        "the council ignores me and i want to complain",
        "what is the complaints procedure",
        "how do i put in a formal complaint",
        "complaint about my caseworker",
        "they never answer, who takes complaints",
    ],
    "greet": [
        "hello",
        "hi",
        "hi there",
        "good morning",
        "hey",
        "good afternoon",
        "hello there",
        "hiya",
        "morning",
        "good evening all",
    ],
    "crisis_mental_health": [
        "i cannot cope any more",
        "my daughter cuts her arms",
        "he says he wants to be dead",
        "i feel like ending my life",
        "she talks about suicide",
        "my son tried to hurt himself last night",
        "i do not want to be alive",
        "he is not safe tonight",
        "i want to die",
        "she took all her tablets",
    ],
}

ASKS = [
    ("mediation_cost", "is mediation free and does that hold for everyone"),
    ("mediation_cost", "they said no to his plan and i want to know what mediation costs"),
    ("mediation_cost", "who pays and is it really nothing at all"),
    ("mediation_duration", "how long is the meeting, is it an hour or is it two"),
    ("mediation_duration", "he is eight and she is six. how many hours does mediation take"),
    ("mediation_who_attends", "can i bring my mum and my sister"),
    ("mediation_who_attends", "we said yes to mediation, who comes"),
    ("mediation_certificate_how", "i need the certificate today and they do not ring, how do i get it"),
    ("mediation_certificate_how", "where is my certificate, is it sent by email or by post"),
    ("appeal_how", "we want to appeal and do it well, how do i start"),
    ("appeal_how", "is there a form to appeal and can i do it online"),
    ("appeal_deadline", "when must i appeal by, is it weeks or months"),
    ("complaint", "i rang and i wrote and nobody answers, how do i complain"),
    ("complaint", "how do i complain about the school and the council"),
    ("mediation_cost+mediation_duration", "how much is mediation and how long does it take"),
    ("mediation_duration+mediation_cost", "how many hours is the meeting and who pays for it"),
    ("mediation_cost+mediation_who_attends", "is mediation free and can my mum come"),
    ("mediation_who_attends+mediation_cost", "Who comes to the meeting? What does it cost?"),
    ("appeal_how+appeal_deadline", "how do i appeal and what is the deadline"),
    ("appeal_deadline+appeal_how", "when must i appeal by, and where is the form"),
    ("appeal_how+complaint", "can i appeal online and can i make a complaint"),
    ("complaint+appeal_deadline", "who do i complain to. also how many weeks do i have to appeal"),
    ("mediation_certificate_how+appeal_how", "how do i get a certificate and how do i appeal"),
    ("mediation_certificate_how+appeal_deadline", "who sends the certificate, and when does the two months run out"),
    ("mediation_duration+mediation_who_attends", "how long is mediation and who will be there"),
    ("mediation_cost+complaint", "what is the price of mediation. who do i complain to"),
    (
        "mediation_cost+mediation_duration+mediation_who_attends",
        "how much is mediation, how long is the meeting and who comes to it",
    ),
]


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The encoder of this process, as published."""
    return load_encoder()


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """The examples."""
    return [text for some in EXAMPLES.values() for text in some]


@pytest.fixture(scope="session")
def labels() -> list[str]:
    """The id of each example."""
    return [label for label, some in EXAMPLES.items() for _ in some]


@pytest.fixture(scope="session")
def classifier(texts: list[str], labels: list[str], encoder: SentenceEncoder) -> IntentClassifier:
    """Trained on the examples. Tests must not change it."""
    return IntentClassifier.train(texts, labels, encoder, options=OPTIONS)


@pytest.fixture(scope="session")
def words(content: Content) -> Words:
    """From the real content."""
    return words_of(content)


@pytest.fixture(scope="session")
def asks(classifier: IntentClassifier, words: Words) -> AskModel:
    """Learnt from a few messages with one, two and three asks."""
    return learn_asks(classifier, [(frozenset(ids.split("+")), text) for ids, text in ASKS], words)


@pytest.fixture(scope="session")
def reader(classifier: IntentClassifier, asks: AskModel, words: Words) -> MessageReader:
    """Reads messages with the small classifier."""
    return MessageReader(classifier, asks, words)
