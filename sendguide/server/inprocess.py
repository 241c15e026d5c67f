"""Runs the custom actions in Rasa's own process instead of over HTTP: no second server, no second port.

Written for Rasa 3.6.21. Its `RemoteAction` needs only `EndpointConfig.request`, and checks every action's result
against a JSON schema, having first checked that schema against its own. A test pins that version.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

ACTION_SECONDS = 5.0
"""An action that takes longer has failed: a parent does not wait for it."""


class InProcessActions(EndpointConfig):
    """An action endpoint that calls the actions of a package directly.

    Args:
        package: the package with the actions.
    """

    def __init__(self, package: str = "actions") -> None:
        super().__init__(url="inprocess://actions", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Runs one action on the JSON that Rasa would have posted, and gives back what the server would have sent.

        Raises:
            ClientResponseError: as the HTTP action server would cause: 400 rejected, 404 unknown, 504 too slow.
        """
        try:
            return await asyncio.wait_for(self._executor.run(kwargs["json"]), timeout=ACTION_SECONDS)
        except ActionExecutionRejection as error:
            raise _failure(400, error.message, error.action_name) from error
        except ActionNotFoundException as error:
            raise _failure(404, error.message, error.action_name) from error
        except asyncio.TimeoutError as error:
            raise _failure(504, "The action took too long.", str(kwargs["json"].get("next_action"))) from error


def trust_own_actions() -> None:
    """Leaves out Rasa's schema check of action results: they are made by `rasa_sdk` in this very process."""
    RemoteAction._validate_action_result = lambda self, result: True


def _failure(status: int, message: str, action_name: str) -> ClientResponseError:
    return ClientResponseError(status, message, json.dumps({"error": message, "action_name": action_name}))
