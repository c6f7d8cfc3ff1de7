"""Orders to a CI server to show a message at a place, which many tools can write."""

from __future__ import annotations

from cdgate.builtin.readers.lines.shape import LineFormat

GITHUB = LineFormat(
    name="github-annotations",
    tool="github-annotations",
    title="GitHub Actions workflow commands (error, warning, notice)",
    link="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands",
    findings=(
        r"\s*::(?P<word>error|warning|notice)(?: (?P<properties>(?:[^:\n]|:(?!:))*+))?::(?P<message>.*)",
        r"##\[(?P<word>error|warning|notice)\](?P<message>.*)",
    ),
    properties=r"(?P<key>\w+)=(?P<value>[^,]*)",
    keys={
        "file": "path",
        "line": "line",
        "endLine": "end_line",
        "col": "column",
        "endColumn": "end_column",
        "title": "rule",
    },
    escapes={"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"},
)

AZURE = LineFormat(
    name="azure-annotations",
    tool="azure-annotations",
    title="Azure Pipelines logging commands (task.logissue)",
    link="https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands",
    findings=(
        r"\s*##vso\[task\.logissue (?P<properties>[^\n]*?;)\](?P<message>.*)",
        r"\s*##vso\[task\.logissue ?(?P<properties>[^\]\n]*)\](?P<message>.*)",
    ),
    properties=r"(?P<key>\w+)=(?P<value>[^;]*)",
    keys={"type": "word", "sourcepath": "path", "linenumber": "line", "columnnumber": "column", "code": "rule"},
    escapes={"%0D": "\r", "%0A": "\n", "%3B": ";", "%5D": "]", "%AZP25": "%"},
)

TEAMCITY = LineFormat(
    name="teamcity-inspections",
    tool="teamcity-inspections",
    title="TeamCity service messages (inspection)",
    link="https://www.jetbrains.com/help/teamcity/service-messages.html",
    findings=(r"\s*##teamcity\[inspection (?P<properties>[^\n]*)\]",),
    properties=r"(?P<key>\w+)='(?P<value>(?:[^'|]|\|.)*+)'",
    keys={"SEVERITY": "word", "file": "path", "line": "line", "typeId": "rule", "message": "message"},
    escapes={"|n": "\n", "|r": "\r", "|'": "'", "|[": "[", "|]": "]", "||": "|"},
)

ANNOTATIONS = (GITHUB, AZURE, TEAMCITY)
