"""The readers of other test runners' XML, as the registry gives them out, against the contract of readers."""

from __future__ import annotations

import pytest

from cdgate.registry import load_registry
from cdgate.testing.contracts import ReaderContract, Sample

READERS = load_registry("none").readers
TRX = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"

# Each sample holds one case that passed and one that failed.
REPORTS = {
    "android-cts": '<Result suite_name="CTS"><Summary pass="1" failed="1"/><Module name="m"><TestCase name="c">'
    '<Test result="pass" name="a"/><Test result="fail" name="b"><Failure message="x"/></Test></TestCase></Module></Result>',
    "boost-test": '<TestLog><TestSuite name="s"><TestCase name="a"/><TestCase name="b"><Error file="a.cpp" line="3">x</Error>'
    "</TestCase></TestSuite></TestLog>",
    "check": '<testsuites xmlns="http://check.sourceforge.net/ns"><suite><title>s</title><test result="success"><id>a</id>'
    '</test><test result="failure"><id>b</id><message>x</message></test></suite></testsuites>',
    "cppunit": "<TestRun><FailedTests><FailedTest id='1'><Name>b</Name><FailureType>Assertion</FailureType></FailedTest>"
    "</FailedTests><SuccessfulTests><Test id='2'><Name>a</Name></Test></SuccessfulTests>"
    "<Statistics><Tests>2</Tests><FailuresTotal>1</FailuresTotal></Statistics></TestRun>",
    "ctest": '<Site Name="h"><Testing><Test Status="passed"><Name>a</Name></Test><Test Status="failed"><Name>b</Name></Test>'
    "</Testing></Site>",
    "cunit": "<CUNIT_TEST_RUN_REPORT><CUNIT_RUN_SUITE><SUITE_NAME>s</SUITE_NAME><CUNIT_RUN_TEST_SUCCESS><TEST_NAME>a"
    "</TEST_NAME></CUNIT_RUN_TEST_SUCCESS><CUNIT_RUN_TEST_FAILURE><TEST_NAME>b</TEST_NAME></CUNIT_RUN_TEST_FAILURE>"
    "</CUNIT_RUN_SUITE></CUNIT_TEST_RUN_REPORT>",
    "fpcunit": '<TestResults><TestListing><TestSuite Name="s"><Test Name="a" Result="OK"/><Test Name="b" Result="Failed"/>'
    "</TestSuite></TestListing><NumberOfRunTests>2</NumberOfRunTests><NumberOfFailures>1</NumberOfFailures></TestResults>",
    "gtester": '<gtester><testbinary path="t"><testcase path="/a"><status result="success"/></testcase><testcase path="/b">'
    '<status result="failed"/></testcase></testbinary></gtester>',
    "nunit2": '<test-results total="2" failures="1" errors="0"><test-suite name="s"><results><test-case name="a" '
    'executed="True" result="Success"/><test-case name="b" executed="True" result="Failure"/></results></test-suite>'
    "</test-results>",
    "nunit3": '<test-run total="2" failed="1"><test-suite name="s"><test-case name="a" result="Passed"/><test-case name="b" '
    'result="Failed"/></test-suite></test-run>',
    "parasoft-cpptest": '<ResultsSession><ExecutedTestsDetails><TestSuite name="s"><Test name="a" pass="1" fail="0"/>'
    '<Test name="b" pass="0" fail="1"/></TestSuite></ExecutedTestsDetails></ResultsSession>',
    "qtest": '<TestCase name="s"><TestFunction name="a"><Incident type="pass"/></TestFunction><TestFunction name="b">'
    '<Incident type="fail" file="a.cpp" line="3"/></TestFunction></TestCase>',
    "robot": '<robot generator="Robot"><suite name="s"><test name="a"><status status="PASS"/></test><test name="b">'
    '<status status="FAIL">x</status></test></suite></robot>',
    "trx": f'<TestRun xmlns="{TRX}"><Results><UnitTestResult testName="a" outcome="Passed"/><UnitTestResult testName="b" '
    'outcome="Failed"/></Results><ResultSummary><Counters total="2" failed="1"/></ResultSummary></TestRun>',
    "unittest-cpp": '<unittest-results tests="2" failedtests="1"><test suite="s" name="a"/><test suite="s" name="b">'
    '<failure message="x"/></test></unittest-results>',
    "xunitnet": '<assemblies><assembly name="s" total="2" failed="1" errors="0"><collection><test name="a" result="Pass"/>'
    '<test name="b" result="Fail"/></collection></assembly></assemblies>',
}


@pytest.mark.parametrize("name", REPORTS)
class TestRunnerReader(ReaderContract):
    examples = 25

    @pytest.fixture(autouse=True)
    def chosen(self, name: str) -> None:
        """Let the inherited tests look at the reader of this round."""
        data = f'<?xml version="1.0" encoding="UTF-8"?>\n{REPORTS[name]}\n'.encode()
        self.reader = READERS[name]  # type: ignore[misc]  # one instance per test: nobody else sees it
        self.samples = (Sample(data, "results.xml", {"tests": 2, "passed": 1, "failed": 1}),)  # type: ignore[misc]  # as above
