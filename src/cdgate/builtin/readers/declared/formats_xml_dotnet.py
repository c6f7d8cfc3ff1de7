"""What analysers of .NET and Windows code write as XML."""

from __future__ import annotations

from itertools import accumulate

from cdgate.parsing.declared.shape import Fields, Format, Syntax

# FxCop hangs messages on whatever they are about, at any depth.
_MODULE = "/FxCopReport/Targets/Target/Modules/Module"
_FXCOP = tuple(accumulate((_MODULE, "/Namespaces/Namespace", "/Types/Type", "/Members/Member", "/Accessors/Accessor")))
_FXCOP_ALSO = (
    "/FxCopReport/Targets/Target",
    "/FxCopReport/Namespaces/Namespace",
    "/FxCopReport/Targets/Target/Resources/Resource",
)

XML_DOTNET = (
    Format(
        name="fxcop",
        title="FxCop XML",
        link="https://learn.microsoft.com/visualstudio/code-quality/",
        syntax=Syntax.XML,
        recognise=("has /FxCopReport",),
        records=tuple(f"{place}/Messages/Message/Issue" for place in (*_FXCOP, *_FXCOP_ALSO)),
        fields=Fields(
            rule="^@CheckId", message=". | Resolution", folder="@Path", path="@File", line="@Line", level="@Level"
        ),
        levels={"critical-error": "critical", "critical-warning": "medium"},
        suppressed=("^@Status = excluded",),
        errors=("/FxCopReport/Exceptions/Exception",),
        error_message="ExceptionMessage | @Keyword",
        clean=("has /FxCopReport/Targets/Target",),
        tool="=FxCop",
        tool_version="/FxCopReport@Version",
    ),
    Format(
        name="gendarme",
        title="Gendarme XML",
        link="https://www.mono-project.com/docs/tools+libraries/tools/gendarme/",
        syntax=Syntax.XML,
        recognise=("has /gendarme-output",),
        records=("/gendarme-output/results/rule/target/defect",),
        fields=Fields(
            rule="^^@Name", message="^^problem | ^^@Name", path="^@Assembly", level="@Severity", fingerprint="@Location"
        ),
        levels={"audit": "low"},
        clean=("has /gendarme-output/rules",),
        tool="=Gendarme",
    ),
    Format(
        name="prefast",
        title="PREfast XML",
        link="https://learn.microsoft.com/cpp/code-quality/",
        syntax=Syntax.XML,
        recognise=("has /DEFECTS",),
        records=("/DEFECTS/DEFECT",),
        fields=Fields(
            rule="DEFECTCODE",
            message="DESCRIPTION",
            folder="SFA/FILEPATH",
            path="SFA/FILENAME",
            line="SFA/LINE",
            column="SFA/COLUMN",
            level="=warning",
        ),
        tool="=PREfast",
    ),
    Format(
        name="pvs-studio",
        title="PVS-Studio XML (plog)",
        link="https://pvs-studio.com/en/docs/manual/",
        syntax=Syntax.XML,
        recognise=("has /NewDataSet/PVS-Studio_Analysis_Log", "has /NewDataSet/Solution_Path"),
        records=("/NewDataSet/PVS-Studio_Analysis_Log",),
        fields=Fields(rule="ErrorCode", message="Message", path="File", line="Line", level="Level"),
        levels={"1": "high", "2": "medium", "3": "low", "0": "critical"},
        suppressed=("FalseAlarm = true",),
        fails=("ErrorCode ^= v0",),
        clean=("has /NewDataSet/Solution_Path",),
        tool="=PVS-Studio",
    ),
    Format(
        name="roslynator",
        title="Roslynator XML",
        link="https://josefpihrt.github.io/docs/roslynator/cli/commands/analyze/",
        syntax=Syntax.XML,
        recognise=("has /Roslynator",),
        records=("/Roslynator/CodeAnalysis/Projects/Project/Diagnostics/Diagnostic",),
        fields=Fields(
            rule="@Id",
            message="Message",
            path="FilePath",
            line="Location@Line",
            column="Location@Character",
            level="Severity",
        ),
        levels={"hidden": "low"},
        clean=("has /Roslynator/CodeAnalysis",),
        tool="=Roslynator",
    ),
    Format(
        name="stylecop",
        title="StyleCop XML",
        link="https://github.com/StyleCop/StyleCop",
        syntax=Syntax.XML,
        recognise=("has /StyleCopViolations", "has /SourceAnalysisViolations"),
        records=("/StyleCopViolations/Violation", "/SourceAnalysisViolations/Violation"),
        fields=Fields(rule="@RuleId", message=".", path="@Source", line="@LineNumber", level="=warning"),
        clean=("has /StyleCopViolations", "has /SourceAnalysisViolations"),
        tool="=StyleCop",
    ),
)
