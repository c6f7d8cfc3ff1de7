from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cdgate.builtin.pipelines import cdgate_pipelines
from cdgate.builtin.pipelines.variables import filled, is_commit
from cdgate.extension import Delivery
from cdgate.model.verdict import Pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from cdgate.extension import PipelineAdapter

MERGE = "a1" * 20
HEAD = "b2" * 20
GITHUB = {
    "GITHUB_ACTIONS": "true",
    "CI": "true",
    "GITHUB_SHA": MERGE,
    "GITHUB_REF": "refs/heads/main",
    "GITHUB_REF_NAME": "main",
    "GITHUB_EVENT_NAME": "push",
    "GITHUB_SERVER_URL": "https://github.example.com",
    "GITHUB_REPOSITORY": "shop/pay",
    "GITHUB_RUN_ID": "77",
}
GITHUB_URL = "https://github.example.com/shop/pay/actions/runs/77"
PULL_REQUEST = GITHUB | {
    "GITHUB_EVENT_NAME": "pull_request",
    "GITHUB_REF": "refs/pull/12/merge",
    "GITHUB_REF_NAME": "12/merge",
    "GITHUB_HEAD_REF": "feature",
    "GITHUB_BASE_REF": "main",
}


def adapter_for(environ: dict[str, str]) -> PipelineAdapter:
    matching = [adapter for adapter in cdgate_pipelines() if adapter.detect(environ) is not None]
    return max(matching, key=lambda adapter: adapter.rank)


def detected(environ: dict[str, str]) -> Pipeline:
    pipeline = adapter_for(environ).detect(environ)
    assert pipeline is not None
    return pipeline


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, Pipeline("local"), id="no-ci"),
        pytest.param({"CI": "false"}, Pipeline("local"), id="ci-false"),
        pytest.param({"CI": "true"}, Pipeline("generic"), id="generic"),
        pytest.param({"CI": "True", "GIT_COMMIT": HEAD}, Pipeline("generic", HEAD), id="generic-with-commit"),
        pytest.param(GITHUB, Pipeline("github", MERGE, "main", url=GITHUB_URL), id="github-push"),
        pytest.param(
            PULL_REQUEST, Pipeline("github", MERGE, "feature", "main", "12", GITHUB_URL), id="github-without-event"
        ),
        pytest.param(
            GITHUB | {"GITEA_ACTIONS": "true"}, Pipeline("gitea", MERGE, "main", url=GITHUB_URL), id="gitea-look-alike"
        ),
        pytest.param(
            GITHUB | {"GITEA_ACTIONS": "true", "FORGEJO_ACTIONS": "true"},
            Pipeline("forgejo", MERGE, "main", url=GITHUB_URL),
            id="forgejo-look-alike",
        ),
        pytest.param(
            {
                "CI": "true",
                "GITLAB_CI": "true",
                "CI_COMMIT_SHA": MERGE,
                "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "",
                "CI_COMMIT_BRANCH": "main",
                "CI_JOB_URL": "https://gitlab.example.com/-/jobs/9",
            },
            Pipeline("gitlab", MERGE, "main", url="https://gitlab.example.com/-/jobs/9"),
            id="gitlab-branch",
        ),
        pytest.param(
            {
                "GITLAB_CI": "true",
                "CI_COMMIT_SHA": MERGE,
                "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": HEAD,
                "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature",
                "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
                "CI_MERGE_REQUEST_IID": "5",
            },
            Pipeline("gitlab", HEAD, "feature", "main", "5"),
            id="gitlab-merged-results",
        ),
        pytest.param(
            {
                "TF_BUILD": "True",
                "BUILD_SOURCEVERSION": HEAD,
                "BUILD_SOURCEBRANCH": "refs/heads/topic/a",
                "SYSTEM_COLLECTIONURI": "https://dev.example.com/org/",
                "SYSTEM_TEAMPROJECT": "pay",
                "BUILD_BUILDID": "4",
            },
            Pipeline("azure", HEAD, "topic/a", url="https://dev.example.com/org/pay/_build/results?buildId=4"),
            id="azure",
        ),
        pytest.param(
            {"TEAMCITY_VERSION": "2026.1", "BUILD_VCS_NUMBER": HEAD}, Pipeline("teamcity", HEAD), id="teamcity"
        ),
        pytest.param(
            {"BITBUCKET_BUILD_NUMBER": "8", "BITBUCKET_COMMIT": HEAD, "BITBUCKET_BRANCH": "x"},
            Pipeline("bitbucket", HEAD, "x"),
            id="bitbucket",
        ),
        pytest.param(
            {"BUILDKITE": "true", "BUILDKITE_COMMIT": "HEAD", "BUILDKITE_PULL_REQUEST": "false"},
            Pipeline("buildkite"),
            id="buildkite-commit-not-resolved",
        ),
        pytest.param(
            {"JENKINS_URL": "https://ci.example.com", "GIT_COMMIT": HEAD, "CHANGE_ID": "3", "CHANGE_TARGET": "main"},
            Pipeline("jenkins", HEAD, target_branch="main", change="3"),
            id="jenkins",
        ),
    ],
)
def test_variables_of_a_ci_tell_which_it_is_and_what_changes(environ: dict[str, str], expected: Pipeline) -> None:
    assert detected(environ) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(json.dumps({"pull_request": {"head": {"sha": HEAD}}}), HEAD, id="head-of-the-event"),
        pytest.param(json.dumps({"pull_request": {"head": {"sha": "main; rm"}}}), MERGE, id="no-commit-id"),
        pytest.param(json.dumps({"pull_request": None}), MERGE, id="other-shape"),
        pytest.param('{"pull_request": {"head"', MERGE, id="cut-off"),
        pytest.param('{"pull_request":' * 50_000, MERGE, id="too-deep"),
        pytest.param(None, MERGE, id="file-absent"),
    ],
)
def test_commit_of_a_pull_request_is_its_head_where_the_event_tells_it(
    event: str | None, expected: str, tmp_path: Path
) -> None:
    path = tmp_path / "event.json"
    if event is not None:
        path.write_text(event, encoding="utf-8")
    assert detected(PULL_REQUEST | {"GITHUB_EVENT_PATH": str(path)}).commit == expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, (Delivery("console", "-"),), id="local"),
        pytest.param(GITHUB, (Delivery("github", "-"),), id="github-without-files"),
        pytest.param(
            GITHUB | {"GITHUB_STEP_SUMMARY": "/s.md", "GITHUB_OUTPUT": "/o.txt"},
            (
                Delivery("github", "-"),
                Delivery("markdown", "/s.md", append=True),
                Delivery("github-output", "/o.txt", append=True),
            ),
            id="github",
        ),
        pytest.param(
            GITHUB | {"GITEA_ACTIONS": "true", "GITHUB_OUTPUT": "/o.txt"},
            (Delivery("console", "-"), Delivery("github-output", "/o.txt", append=True)),
            id="gitea-shows-no-commands",
        ),
        pytest.param(
            {"GITLAB_CI": "true"},
            (Delivery("gitlab", "-"), Delivery("codequality", "gl-code-quality-report.json")),
            id="gitlab",
        ),
        pytest.param({"JENKINS_URL": "x"}, (Delivery("console", "-"),), id="jenkins"),
    ],
)
def test_outputs_of_a_ci_without_being_asked(environ: dict[str, str], expected: tuple[Delivery, ...]) -> None:
    assert adapter_for(environ).deliveries(environ) == expected


def test_ranks_put_the_most_specific_first() -> None:
    adapters = list(cdgate_pipelines())
    names = [adapter.name for adapter in sorted(adapters, key=lambda adapter: -adapter.rank)]
    assert names == [
        "forgejo",
        "gitea",
        "github",
        "gitlab",
        "azure",
        "teamcity",
        "bitbucket",
        "buildkite",
        "jenkins",
        "woodpecker",
        "drone",
        "travis",
        "circleci",
        "appveyor",
        "semaphore",
        "cirrus",
        "codebuild",
        "bitrise",
        "generic",
        "local",
    ]
    assert len({adapter.rank for adapter in adapters}) == len(adapters)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(HEAD, True, id="sha1"),
        pytest.param("c" * 64, True, id="sha256"),
        pytest.param("0" * 40, False, id="zeros"),
        pytest.param(HEAD[:12], False, id="short"),
        pytest.param(HEAD + "\n", False, id="line-end"),
    ],
)
def test_commit_id_is_full_hexadecimal(words: str, *, expected: bool) -> None:
    assert is_commit(words) is expected


def test_template_with_a_missing_variable_gives_nothing() -> None:
    assert filled("{A}/{B}", {"A": "x"}) == ""
    assert filled("{A}/{B}", {"A": "{B}", "B": "y"}) == "{B}/y"
