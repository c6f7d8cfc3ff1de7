"""`cdgate semgrep`: run the rule pack offline and leave evidence for `cdgate check`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

from cdgate.errors import PluginError
from cdgate.message import text

RULES = Path(__file__).parent / "rules"
PLUGIN = "cdgate-semgrep"

# Without the first two semgrep waits for the network; ids stay as the pack writes them; suppression is the policy's
# business, by dated waivers, so comments in the code hide nothing; what ignore files hide is listed with --verbose only.
SWITCHES = (
    "--metrics=off",
    "--disable-version-check",
    "--no-rewrite-rule-ids",
    "--disable-nosem",
    "--verbose",
    "--json",
)
# Experimental in semgrep, therefore only on request.
NO_IGNORE_FILES = "--x-ignore-semgrepignore-files"


@click.command("semgrep")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--output", default="semgrep.json", show_default=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--config", "extra", multiple=True, help="More rules: a file or a folder; may be given several times.")
@click.option("--exclude", "excluded", multiple=True, metavar="GLOB", help="Leave out matching files.")
@click.option("--allow-nosem", is_flag=True, help="Let nosemgrep comments hide findings.")
@click.option(
    "--all-files", is_flag=True, help="Look at what .semgrepignore, or semgrep's own list, leaves out: tests, for one."
)
@click.option("--rules-path", is_flag=True, help="Print where the rule pack lies, and do nothing else.")
def semgrep(  # noqa: PLR0917  # click calls it by keyword
    paths: tuple[Path, ...],
    output: Path,
    extra: tuple[str, ...],
    excluded: tuple[str, ...],
    allow_nosem: bool,  # noqa: FBT001  # click calls it by keyword
    all_files: bool,  # noqa: FBT001  # click calls it by keyword
    rules_path: bool,  # noqa: FBT001  # click calls it by keyword
) -> None:
    """Run semgrep with the Level-3 rule pack on PATHS (the current folder if there are none)."""
    if rules_path:
        click.echo(str(RULES))
        return
    configs = [part for config in (str(RULES), *extra) for part in ("--config", config)]
    left_out = [part for glob in excluded for part in ("--exclude", glob)]
    switches = [switch for switch in SWITCHES if not (allow_nosem and switch == "--disable-nosem")]
    if all_files:
        switches.append(NO_IGNORE_FILES)
    targets = [str(path) for path in paths] or ["."]
    run_semgrep(["scan", *configs, *switches, *left_out, "--output", str(output), *targets], output)
    click.echo(f"{output}: read it with `cdgate inspect {output}`", err=True)


def run_semgrep(arguments: list[str], output: Path) -> None:
    """Run semgrep; `output` is new afterwards. Raises PluginError where semgrep is not there or fails."""
    import subprocess

    binary = find_semgrep()
    output.unlink(missing_ok=True)  # a scan that fails must not leave the evidence of an earlier one
    environment = {**os.environ, "SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0"}
    done = subprocess.run(  # noqa: S603  # no shell; the binary was found on PATH
        [binary, *arguments], env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode or not output.is_file():
        last = [line.strip() for line in done.stderr.splitlines() if line.strip()][-1:]
        raise PluginError(
            "semgrep-failed",
            text("semgrep ended with {code}: {last}", code=done.returncode, last=last[0] if last else "no message"),
            plugin=PLUGIN,
            hint=text("run it by hand: {command}", command=" ".join(("semgrep", *arguments))),
        )


def find_semgrep() -> str:
    """Return the path of the semgrep binary. Raises PluginError where there is none."""
    binary = os.environ.get("CDGATE_SEMGREP") or shutil.which("semgrep")
    if binary is None:
        raise PluginError(
            "semgrep-missing",
            text("the program semgrep is not on the PATH"),
            plugin=PLUGIN,
            hint=text(
                "pip install {requirement}, or let CDGATE_SEMGREP name the program", requirement="'cdgate-semgrep[run]'"
            ),
        )
    return binary
