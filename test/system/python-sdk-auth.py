"""Signs in with databricks-sdk by the auth type that the environment names, and prints what it was told as JSON."""

import json
import sys

from databricks.sdk import WorkspaceClient
from databricks.sdk.core import Config
from databricks.sdk.errors import DatabricksError


def main() -> None:
    try:
        client = WorkspaceClient(config=Config(auth_type=sys.argv[1], retry_timeout_seconds=5))
        me = client.current_user.me()
        rows = client.statement_execution.execute_statement(
            warehouse_id=sys.argv[2], statement="SELECT 40 + 2", wait_timeout="30s"
        )
        told = {
            "user": me.user_name,
            "groups": sorted(group.display for group in me.groups or []),
            "rows": rows.result.data_array,
            "warehouses": [one.name for one in client.warehouses.list()],
            "users": [one.user_name for one in client.users.list()],
            "refused": refused(client),
        }
    except (DatabricksError, ValueError) as error:
        told = {"error": type(error).__name__, "message": str(error)}
    print(json.dumps(told))


def refused(client: WorkspaceClient) -> str:
    try:
        client.warehouses.get("10ca1000000000fe")
    except DatabricksError as error:
        return type(error).__name__
    return ""


main()
