"""What scanners and the runtimes of instrumented programs print."""

from __future__ import annotations

from cdgate.parsing.declared.shape import Fields, Format, Syntax

_SANITIZERS = "addresssanitizer | hwaddresssanitizer | leaksanitizer | memorysanitizer | threadsanitizer"

TEXTS = (
    Format(
        name="bundler-audit-text",
        title="bundler-audit",
        link="https://github.com/rubysec/bundler-audit",
        syntax=Syntax.LINES,
        recognise=("Criticality: {message}", "Insecure Source URI found: {message}", "Vulnerabilities found!"),
        records=("Name: {message}", "Insecure Source URI found: {message}"),
        # How bad it is stands on a line of its own, and most advisories of Ruby have no rating.
        fields=Fields(level="=high"),
        security=True,
        clean=("No vulnerabilities found",),
        tool="=bundler-audit",
    ),
    Format(
        name="sanitizer-text",
        title="AddressSanitizer, LeakSanitizer, MemorySanitizer, ThreadSanitizer",
        link="https://github.com/google/sanitizers/wiki",
        syntax=Syntax.LINES,
        recognise=(
            "=={*}==ERROR: AddressSanitizer: {message}",
            "=={*}==ERROR: HWAddressSanitizer: {message}",
            "=={*}==ERROR: LeakSanitizer: {message}",
            "=={*}==WARNING: MemorySanitizer: {message}",
            "=={*}==ERROR: ThreadSanitizer: {message}",
            "WARNING: ThreadSanitizer: {message}",
        ),
        records=(
            "=={*}==ERROR: {rule}: {message}",
            "=={*}==WARNING: {rule}: {message}",
            "WARNING: {rule}: {message}",
            "{path}:{line}:{column}: runtime error: {message}",
        ),
        fields=Fields(level="=high"),
        # Other programs write warnings in the same manner.
        skip=(f"rule != {_SANITIZERS}",),
        tool="=sanitizers",
    ),
)
