"""Deployments and work pools: reads `prefect.yaml`, and registers at a Prefect API what stands in it.

`python -m bumi.flows.deployments` does so under the names of the province of the settings; `prefect deploy --all` knows
those of the default province alone.
"""

import asyncio
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import ConcurrencyLimitConfig, WorkPool
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from bumi.settings import Settings

if TYPE_CHECKING:
    from prefect import Flow

POOL_TYPE = "bumi"
_OWN = Settings().own_prefix
WRITERS, LIGHT = f"{_OWN}writers", f"{_OWN}light"
"""The work pools: of the workers that load the model, and of those that do all else. Newsrooms of several provinces may
share a Prefect server: each has its own pools, and deployments of its own name."""
DEPLOYMENT = f"{_OWN}bumi"
"""The name of all our deployments, each of another flow."""
CRISIS = "crisis"
"""The work queue of `WRITERS` whose runs come before all others."""

_FILE = Path(__file__).with_name("prefect.yaml")


def installed_flows() -> "dict[str, Flow[..., Any]]":
    """Return the flows of this installation that have a deployment, by name."""
    return {flow.name: flow for flow in map(_flow, _specifications())}


def deploy_all() -> None:
    """Create the work pools and register all deployments at the Prefect API of the environment."""

    async def register() -> None:
        async with get_client() as client:
            await deploy(client)

    asyncio.run(register())


async def deploy(client: PrefectClient) -> None:
    """Create the work pools and register all deployments, as `prefect deploy --all` does."""
    for pool in (WRITERS, LIGHT):
        await prepare_pool(client, pool)
    for each in _specifications():
        deployment = await _flow(each).ato_deployment(
            DEPLOYMENT,
            description=each["description"],
            tags=each.get("tags"),
            schedules=[Cron(it["cron"], timezone=it["timezone"]) for it in each.get("schedules", ())],
            concurrency_limit=_limit(each),
            work_pool_name=f"{_OWN}{each['work_pool']['name']}",
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        await deployment.aapply()


async def prepare_pool(client: PrefectClient, name: str) -> WorkPool:
    """Return the work pool called `name`, created where it is missing; `WRITERS` gets its queue for crises."""
    with suppress(ObjectAlreadyExists):
        await client.create_work_pool(WorkPoolCreate(name=name, type=POOL_TYPE))
    if name == WRITERS:
        try:
            await client.read_work_queue_by_name(CRISIS, name)
        except ObjectNotFound:
            await client.create_work_queue(CRISIS, priority=1, work_pool_name=name)
    return await client.read_work_pool(name)


def _specifications() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))["deployments"]
    return found


def _flow(specification: dict[str, Any]) -> "Flow[..., Any]":
    module, _, name = specification["entrypoint"].rpartition(".")
    flow: Flow[..., Any] = getattr(import_module(module), name)
    return flow


def _limit(specification: dict[str, Any]) -> ConcurrencyLimitConfig | None:
    limit = specification.get("concurrency_limit")
    return ConcurrencyLimitConfig(**limit) if limit else None


if __name__ == "__main__":
    deploy_all()
