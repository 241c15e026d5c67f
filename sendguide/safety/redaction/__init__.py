"""Personal data never lands: names, numbers and addresses are taken out of a message before anything else sees it.

`redactor(content, root, today=...)` makes a `Redactor`, once; `Redactor.redact(text)` gives a `Redacted`.
"""

from sendguide.safety.redaction.redactor import Redacted, Redactor, redactor
from sendguide.safety.redaction.span import Kind, Span

__all__ = ["Kind", "Redacted", "Redactor", "Span", "redactor"]
