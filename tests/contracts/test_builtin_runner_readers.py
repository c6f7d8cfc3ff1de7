"""The readers of test results beyond JUnit, as the registry gives them out, against the contract of readers."""

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
    "catch2": '<Catch2TestRun name="t"><TestCase name="a"><OverallResult success="true"/></TestCase><TestCase name="b" '
    'filename="b.cpp" line="3"><Expression><Expanded>0 == 1</Expanded></Expression><OverallResult success="false"/></TestCase>'
    "</Catch2TestRun>",
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
    "doctest": '<doctest binary="t"><TestSuite><TestCase name="a"><OverallResultsAsserts test_case_success="true"/></TestCase>'
    '<TestCase name="b"><OverallResultsAsserts test_case_success="false"/></TestCase></TestSuite>'
    '<OverallResultsTestCases successes="1" failures="1"/></doctest>',
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
    "mbunit": '<report-result date="2024-01-01"><counter run-count="2"/><assemblies><assembly><namespaces><namespace name="s">'
    '<fixtures><fixture type="s"><runs><run name="a" result="success"/><run name="b" result="failure"><exception><message>x'
    "</message></exception></run></runs></fixture></fixtures></namespace></namespaces></assembly></assemblies></report-result>",
    "jenkins-junit-result": '<result plugin="junit@1.60"><suites><suite><file>a.xml</file><name>s</name><cases><case>'
    "<duration>0.5</duration><className>s</className><testName>a</testName><skipped>false</skipped><failedSince>0"
    "</failedSince></case><case><className>s</className><testName>b</testName><skipped>false</skipped><errorStackTrace>at b"
    "</errorStackTrace><errorDetails>x</errorDetails><failedSince>3</failedSince></case></cases></suite></suites></result>",
    "allure1": '<ns2:test-suite xmlns:ns2="urn:model.allure.qatools.yandex.ru" start="1" stop="2"><name>s</name><test-cases>'
    '<test-case status="passed"><name>a</name></test-case><test-case status="failed"><name>b</name><failure><message>x'
    "</message></failure></test-case></test-cases></ns2:test-suite>",
    "testng": '<testng-results total="2" passed="1" failed="1" skipped="0"><suite name="s"><test name="t"><class name="c">'
    '<test-method is-config="true" name="open" status="PASS"/><test-method name="a" status="PASS" duration-ms="3"/>'
    '<test-method name="b" status="FAIL"><exception class="E"><message>x</message></exception></test-method>'
    "</class></test></suite></testng-results>",
    "gtest-json": '{"tests": 2, "failures": 1, "disabled": 0, "errors": 0, "name": "AllTests", "testsuites": [{"name": "s", '
    '"tests": 2, "failures": 1, "testsuite": [{"name": "a", "status": "RUN", "result": "COMPLETED", "time": "0.5s"}, '
    '{"name": "b", "file": "b.cc", "line": 3, "status": "RUN", "result": "COMPLETED", "failures": [{"failure": "x"}]}]}]}',
    "karate-json": '{"relativePath": "a.feature", "passedCount": 1, "failedCount": 1, "scenarioResults": [{"name": "a", '
    '"line": 3, "failed": false, "stepResults": [{"result": {"status": "passed"}}]}, {"name": "b", "failed": true, '
    '"error": "x", "stepResults": [{"result": {"status": "failed"}}]}]}',
    "newman-json": '{"collection": {"info": {"name": "c"}, "item": [{"id": "1", "name": "get"}]}, "run": {"stats": '
    '{"assertions": {"total": 2, "failed": 1}}, "failures": [{}], "executions": [{"item": {"id": "1", "name": "get"}, '
    '"assertions": [{"assertion": "a"}, {"assertion": "b", "error": {"message": "x"}}]}]}}',
    "open-test-reporting": '<e:events xmlns="https://schemas.opentest4j.org/reporting/core/0.2.0" '
    'xmlns:e="https://schemas.opentest4j.org/reporting/events/0.2.0"><e:started id="1" name="s" time="2026-01-01T00:00:00Z"/>'
    '<e:started id="2" parentId="1" name="a" time="2026-01-01T00:00:00Z"/><e:finished id="2" time="2026-01-01T00:00:01Z">'
    '<result status="SUCCESSFUL"/></e:finished><e:started id="3" parentId="1" name="b" time="2026-01-01T00:00:01Z"/>'
    '<e:finished id="3" time="2026-01-01T00:00:02Z"><result status="FAILED"><reason>x</reason></result></e:finished>'
    '<e:finished id="1" time="2026-01-01T00:00:02Z"><result status="FAILED"/></e:finished></e:events>',
    "apex-json": '{"status": 100, "result": {"summary": {"outcome": "Failed", "testsRan": 2, "failing": 1, "testRunId": "7"}, '
    '"tests": [{"FullName": "C.a", "Outcome": "Pass", "RunTime": 5}, {"FullName": "C.b", "Outcome": "Fail", "Message": "x"}]}}',
    "buildkite-json": '[{"id": "1", "scope": "s", "name": "a", "result": "passed", "history": {"duration": 0.5}}, {"id": "2", '
    '"scope": "s", "name": "b", "file_name": "./b.sh", "location": "./b.sh:3", "result": "failed", "failure_reason": "x"}]',
    "unreal-json": '{"devices": [], "succeeded": 1, "succeededWithWarnings": 0, "failed": 1, "notRun": 0, "inProcess": 0, '
    '"tests": [{"testDisplayName": "a", "fullTestPath": "s.a", "state": "Success", "duration": 0.5, "entries": []}, '
    '{"testDisplayName": "b", "fullTestPath": "s.b", "state": "Fail", "entries": [{"event": {"type": "Error", '
    '"message": "x"}}]}]}',
    "robot-json": '{"generator": "Robot 7.5", "rpa": false, "suite": {"name": "s", "source": "/w/s.robot", '
    '"status": "FAIL", "tests": [{"name": "a", "lineno": 2, "status": "PASS", "elapsed_time": 0.5}, '
    '{"name": "b", "lineno": 4, "status": "FAIL", "message": "x"}]}, '
    '"statistics": {"total": {"pass": 1, "fail": 1, "skip": 0}}, "errors": []}',
    "teamcity-tests": "##teamcity[testSuiteStarted name='s']\n##teamcity[testStarted name='a']\n"
    "##teamcity[testFinished name='a' duration='3']\n##teamcity[testStarted name='b']\n"
    "##teamcity[testFailed name='b' message='it|'s wrong']\n##teamcity[testFinished name='b']\n"
    "##teamcity[testSuiteFinished name='s']",
    "cucumber-messages": '{"meta": {"protocolVersion": "32"}}\n'
    '{"pickle": {"id": "1", "uri": "a.feature", "name": "a", "location": {"line": 3}}}\n'
    '{"pickle": {"id": "2", "uri": "a.feature", "name": "b"}}\n'
    '{"testCase": {"id": "3", "pickleId": "1"}}\n{"testCase": {"id": "4", "pickleId": "2"}}\n'
    '{"testCaseStarted": {"id": "5", "testCaseId": "3", "attempt": 0}}\n'
    '{"testStepFinished": {"testCaseStartedId": "5", "testStepResult": {"status": "PASSED"}}}\n'
    '{"testCaseFinished": {"testCaseStartedId": "5", "willBeRetried": false}}\n'
    '{"testCaseStarted": {"id": "6", "testCaseId": "4", "attempt": 0}}\n'
    '{"testStepFinished": {"testCaseStartedId": "6", "testStepResult": {"status": "FAILED", "message": "x"}}}\n'
    '{"testCaseFinished": {"testCaseStartedId": "6", "willBeRetried": false}}\n'
    '{"testRunFinished": {"success": false}}',
    "pytest-json-report": '{"created": 1.5, "exitcode": 1, "root": "/w", "summary": {"passed": 1, "failed": 1, "total": 2, '
    '"collected": 2}, "tests": [{"nodeid": "t.py::a", "lineno": 2, "outcome": "passed"}, {"nodeid": "t.py::b", '
    '"outcome": "failed", "call": {"outcome": "failed", "crash": {"message": "x"}}}]}',
    "xcresult-json": '{"testNodes": [{"nodeType": "Test Plan", "name": "p", "result": "Failed", "children": [{"nodeType": '
    '"Test Suite", "name": "s", "children": [{"nodeType": "Test Case", "name": "a()", "result": "Passed"}, {"nodeType": '
    '"Test Case", "name": "b()", "result": "Failed", "children": [{"nodeType": "Failure Message", "name": "x"}]}]}]}]}',
    "ctrf": '{"reportFormat": "CTRF", "results": {"tool": {"name": "t"}, "summary": {"tests": 2, "failed": 1}, "tests": '
    '[{"name": "a", "status": "passed", "duration": 5}, {"name": "b", "status": "failed", "message": "x"}]}}',
    "cucumber-json": '[{"uri": "a.feature", "keyword": "Feature", "elements": [{"type": "scenario", "name": "a", "line": 3, '
    '"steps": [{"result": {"status": "passed"}}]}, {"type": "scenario", "name": "b", "steps": [{"result": '
    '{"status": "failed", "error_message": "x"}}]}]}]',
    "dart-json": '{"protocolVersion": "0.1.1", "type": "start"}\n'
    '{"type": "suite", "suite": {"id": 0, "path": "a_test.dart"}}\n'
    '{"type": "testStart", "test": {"id": 1, "name": "a", "suiteID": 0}, "time": 1}\n'
    '{"type": "testDone", "testID": 1, "result": "success", "time": 4}\n'
    '{"type": "testStart", "test": {"id": 2, "name": "b", "suiteID": 0}, "time": 4}\n'
    '{"type": "error", "testID": 2, "error": "x"}\n'
    '{"type": "testDone", "testID": 2, "result": "failure", "time": 5}\n'
    '{"type": "done", "success": false}',
    "go-test-json": '{"Action":"run","Package":"p","Test":"TestA"}\n'
    '{"Action":"pass","Package":"p","Test":"TestA","Elapsed":0.5}\n'
    '{"Action":"run","Package":"p","Test":"TestB"}\n'
    '{"Action":"output","Package":"p","Test":"TestB","Output":"    b_test.go:3: x\\n"}\n'
    '{"Action":"fail","Package":"p","Test":"TestB","Elapsed":0}\n'
    '{"Action":"fail","Package":"p","Elapsed":0.5}',
    "go-test-text": "=== RUN   TestA\n--- PASS: TestA (0.50s)\n=== RUN   TestB\n    b_test.go:3: x\n--- FAIL: TestB (0.00s)\n"
    "FAIL\nFAIL\tp\t0.5s",
    "jest-json": '{"numFailedTests": 1, "numTotalTestSuites": 1, "numTotalTests": 2, "success": false, "testResults": '
    '[{"name": "/a.test.js", "status": "failed", "assertionResults": [{"fullName": "a", "status": "passed", "duration": 3}, '
    '{"fullName": "b", "status": "failed", "failureMessages": ["x"]}]}]}',
    "libtest-json": '{ "type": "suite", "event": "started", "test_count": 2 }\n'
    '{ "type": "test", "event": "started", "name": "a" }\n{ "type": "test", "name": "a", "event": "ok" }\n'
    '{ "type": "test", "event": "started", "name": "b" }\n'
    '{ "type": "test", "name": "b", "event": "failed", "stdout": "\\nwhy" }\n'
    '{ "type": "suite", "event": "failed", "passed": 1, "failed": 1 }',
    "mochawesome-json": '{"stats": {"tests": 2, "passes": 1, "failures": 1, "testsRegistered": 2, "passPercent": 50}, '
    '"results": [{"file": "/a.js", "tests": [], "suites": [{"file": "/a.js", "tests": [{"fullTitle": "a", "state": "passed"}, '
    '{"fullTitle": "b", "state": "failed", "err": {"message": "x"}}], "suites": []}]}]}',
    "mocha-json": '{"stats": {"suites": 1, "tests": 2, "passes": 1, "pending": 0, "failures": 1}, "tests": [{}, {}], '
    '"pending": [], "failures": [{"fullTitle": "b", "file": "b.js", "err": {"message": "x"}}], '
    '"passes": [{"fullTitle": "a", "duration": 3, "currentRetry": 0}]}',
    "playwright-json": '{"config": {"rootDir": "/w", "projects": []}, "suites": [{"title": "a.spec.ts", "specs": '
    '[{"title": "s", "file": "a.spec.ts", "line": 3, "tests": [{"projectName": "a", "status": "expected", '
    '"results": [{"duration": 5}]}, {"projectName": "b", "status": "unexpected", '
    '"results": [{"error": {"message": "x"}}]}]}]}], "errors": [], '
    '"stats": {"expected": 1, "unexpected": 1, "flaky": 0, "skipped": 0}}',
    "pytest-reportlog": '{"pytest_version": "8.3.4", "$report_type": "SessionStart"}\n'
    '{"nodeid": "t.py::a", "when": "setup", "outcome": "passed", "$report_type": "TestReport"}\n'
    '{"nodeid": "t.py::a", "when": "call", "outcome": "passed", "duration": 0.5, "$report_type": "TestReport"}\n'
    '{"nodeid": "t.py::a", "when": "teardown", "outcome": "passed", "$report_type": "TestReport"}\n'
    '{"nodeid": "t.py::b", "when": "call", "outcome": "failed", "longrepr": "x", "$report_type": "TestReport"}\n'
    '{"nodeid": "t.py::b", "when": "teardown", "outcome": "passed", "$report_type": "TestReport"}\n'
    '{"exitstatus": 1, "$report_type": "SessionFinish"}',
    "rspec-json": '{"version": "3.13.0", "examples": [{"full_description": "a", "status": "passed", "run_time": 0.5}, '
    '{"full_description": "b", "status": "failed", "file_path": "./b_spec.rb", "line_number": 3, "exception": '
    '{"message": "x"}}], "summary": {"example_count": 2, "failure_count": 1, "errors_outside_of_examples_count": 0}}',
    "tap": "TAP version 13\n1..2\nok 1 - a\nnot ok 2 - b\n  ---\n  message: x\n  ...",
}


@pytest.mark.parametrize("name", REPORTS)
class TestRunnerReader(ReaderContract):
    examples = 25

    @pytest.fixture(autouse=True)
    def chosen(self, name: str) -> None:
        """Let the inherited tests look at the reader of this round."""
        declaration = '<?xml version="1.0" encoding="UTF-8"?>\n' if REPORTS[name].startswith("<") else ""
        data = f"{declaration}{REPORTS[name]}\n".encode()
        self.reader = READERS[name]  # type: ignore[misc]  # one instance per test: nobody else sees it
        self.samples = (Sample(data, "results", {"tests": 2, "passed": 1, "failed": 1}),)  # type: ignore[misc]  # as above


class TestAllureReader(ReaderContract):
    """The reader whose files hold one test each."""

    reader = READERS["allure-json"]
    samples = (
        Sample(
            b'{"uuid": "1", "historyId": "h", "name": "a", "fullName": "s.a", "status": "passed", "start": 1, "stop": 4}',
            "1-result.json",
            {"tests": 1, "passed": 1},
        ),
        Sample(
            b'{"uuid": "2", "historyId": "i", "name": "b", "status": "failed", "statusDetails": {"message": "x"}}',
            "2-result.json",
            {"tests": 1, "failed": 1},
        ),
    )


@pytest.mark.parametrize("name", REPORTS)
def test_report_of_a_runner_is_recognised_by_one_reader(name: str) -> None:
    head = REPORTS[name].encode()
    assert [reader.name for reader in READERS.values() if reader.recognises(head, "results")] == [name]
