"""The XML of Jenkins and of Allure 1 about test results of any framework."""

from __future__ import annotations

from cdgate.builtin.readers.case_layout import Layout
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED

JENKINS = Layout(
    name="jenkins-junit-result",
    title="Jenkins test results (junitResult.xml)",
    link="https://plugins.jenkins.io/junit/",
    roots={"result": ""},
    mark=b"<suites",
    cases={"case": PASSED},
    names=("testName",),
    # What has been failing since a build is failing, even where somebody left its trace out.
    outcomes={"failedSince": {"0": None, "*": FAILED}, "skipped": {"true": SKIPPED, "false": PASSED}},
    silent=PASSED,
    results={"errorStackTrace": FAILED, "errorDetails": FAILED},
    messages=("errorDetails", "errorStackTrace", "skippedMessage"),
    durations=("duration",),
    suite="className",
    suites={"suite": ()},
    headings=frozenset({"name"}),
)

ALLURE1 = Layout(
    name="allure1",
    title="Allure 1 XML (*-testsuite.xml)",
    link="https://github.com/allure-framework/allure1/blob/master/allure-model/src/main/resources/allure.xsd",
    roots={"test-suite": ""},
    namespaces=frozenset({"", "urn:model.allure.qatools.yandex.ru"}),
    mark=b"urn:model.allure.qatools.yandex.ru",
    cases={"test-case": PASSED},
    names=("name", "title"),
    outcomes={
        "@status": {
            "passed": PASSED,
            "broken": ERRORED,
            **dict.fromkeys(("skipped", "canceled", "pending"), SKIPPED),
        }
    },
    messages=("failure/message",),
    suites={"test-suite": ()},
    headings=frozenset({"name"}),
)

JAVA = (JENKINS, ALLURE1)
