"""The readers of test results in formats other than JUnit XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cdgate.extension import Reader


def readers_of_test_results() -> tuple[Reader, ...]:
    """Return the readers: layouts of XML first, then what needs code of its own."""
    from cdgate.builtin.readers.allure_json import AllureJsonReader
    from cdgate.builtin.readers.case_elements import CaseElementsReader
    from cdgate.builtin.readers.ctrf import CtrfReader
    from cdgate.builtin.readers.cucumber_json import CucumberJsonReader
    from cdgate.builtin.readers.cucumber_messages import CucumberMessagesReader
    from cdgate.builtin.readers.dart_json import DartJsonReader
    from cdgate.builtin.readers.dotnet_layouts import DOTNET
    from cdgate.builtin.readers.go_test_json import GoTestJsonReader
    from cdgate.builtin.readers.go_test_text import GoTestTextReader
    from cdgate.builtin.readers.gtest_json import GtestJsonReader
    from cdgate.builtin.readers.java_layouts import JAVA
    from cdgate.builtin.readers.jest_json import JestJsonReader
    from cdgate.builtin.readers.karate_json import KarateJsonReader
    from cdgate.builtin.readers.libtest_json import LibtestJsonReader
    from cdgate.builtin.readers.mocha_json import MochaJsonReader
    from cdgate.builtin.readers.mochawesome_json import MochawesomeJsonReader
    from cdgate.builtin.readers.native_layouts import NATIVE
    from cdgate.builtin.readers.newman_json import NewmanJsonReader
    from cdgate.builtin.readers.open_test_reporting import OpenTestReportingReader
    from cdgate.builtin.readers.playwright_json import PlaywrightJsonReader
    from cdgate.builtin.readers.pytest_json_report import PytestJsonReportReader
    from cdgate.builtin.readers.pytest_reportlog import PytestReportlogReader
    from cdgate.builtin.readers.result_lists import RESULT_LISTS, ResultListReader
    from cdgate.builtin.readers.robot_json import ROBOT_JSON
    from cdgate.builtin.readers.rspec_json import RspecJsonReader
    from cdgate.builtin.readers.runner_layouts import RUNNERS
    from cdgate.builtin.readers.tap import TapReader
    from cdgate.builtin.readers.teamcity_tests import TeamcityTestsReader
    from cdgate.builtin.readers.testng import TestngReader
    from cdgate.builtin.readers.xcresult_json import XcresultJsonReader

    return (
        *(CaseElementsReader(layout) for layout in (*DOTNET, *JAVA, *NATIVE, *RUNNERS)),
        *(ResultListReader(form) for form in (*RESULT_LISTS, ROBOT_JSON)),
        AllureJsonReader(),
        CtrfReader(),
        CucumberJsonReader(),
        CucumberMessagesReader(),
        DartJsonReader(),
        GoTestJsonReader(),
        GoTestTextReader(),
        GtestJsonReader(),
        JestJsonReader(),
        KarateJsonReader(),
        LibtestJsonReader(),
        MochaJsonReader(),
        MochawesomeJsonReader(),
        NewmanJsonReader(),
        OpenTestReportingReader(),
        PlaywrightJsonReader(),
        PytestJsonReportReader(),
        PytestReportlogReader(),
        RspecJsonReader(),
        TapReader(),
        TeamcityTestsReader(),
        TestngReader(),
        XcresultJsonReader(),
    )
