"""Drives the permissions of Unity Catalog with the official Python SDK, unmodified, as their owner and as somebody
restricted. Prints what each saw as one JSON object."""

import json
import os

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import DatabricksError
from databricks.sdk.service.catalog import PermissionsChange, Privilege

INTERN = "intern@local.lakegoose.test"
TABLE = "main.nyctaxi.trips_clean"


def client(token):
    return WorkspaceClient(host=os.environ["DATABRICKS_HOST"], token=token, auth_type="pat")


def attempt(run):
    try:
        return run()
    except DatabricksError as error:
        # To a 403 the SDK adds how it is configured.
        return [type(error).__name__, error.error_code, str(error).split(" Config: ")[0]]


def query(w, statement):
    answer = w.statement_execution.execute_statement(
        statement=statement, warehouse_id=os.environ["WAREHOUSE"], wait_timeout="30s"
    )
    error = answer.status.error
    return [error.error_code.value, error.message] if error else answer.result.data_array


def assignments(answer):
    return {
        each.principal: [getattr(one, "privilege", one).value for one in each.privileges]
        for each in answer.privilege_assignments or []
    }


def inherited(answer):
    return [
        [one.privilege.value, one.inherited_from_type and one.inherited_from_type.value, one.inherited_from_name]
        for each in answer.privilege_assignments
        for one in each.privileges
    ]


def functions(owner, intern, grant):
    name = "main.default.twice"
    query(owner, f"CREATE FUNCTION {name}(x INT) RETURN x * 2")
    told = owner.functions.get(name)
    grant("schema", "main.default", Privilege.USE_SCHEMA)
    before = {
        "listed": [each.full_name for each in owner.functions.list("main", "default")],
        "told": [told.full_name, told.routine_definition, [each.name for each in told.input_params.parameters]],
        "hidden": [each.full_name for each in intern.functions.list("main", "default")],
        "refused": attempt(lambda: intern.functions.get(name).name),
    }
    return before | {
        "granted": grant("function", name, Privilege.EXECUTE),
        "effective": inherited(intern.grants.get_effective("function", name)),
        "let_in": [intern.functions.get(name).full_name, intern.functions.get(name).routine_definition],
        "owner": owner.functions.update(name, owner="analysts").owner,
    }


def main():
    owner, intern = client(os.environ["OWNER_TOKEN"]), client(os.environ["INTERN_TOKEN"])

    def grant(kind, name, *privileges):
        change = PermissionsChange(principal=INTERN, add=list(privileges))
        return assignments(owner.grants.update(kind, name, changes=[change]))

    lineage = {"table_name": TABLE}
    path = "/api/2.0/lineage-tracking/table-lineage"
    seen = {
        "before": {
            "catalogs": [each.name for each in intern.catalogs.list()],
            "catalog": attempt(lambda: intern.catalogs.get("main").name),
            "tables": attempt(lambda: [each.name for each in intern.tables.list("main", "nyctaxi")]),
            "table": attempt(lambda: intern.tables.get(TABLE).name),
            "exists": attempt(lambda: intern.tables.exists(TABLE).table_exists),
            "lineage": attempt(lambda: intern.api_client.do("GET", path, query=lineage)),
            "query": query(intern, f"SELECT count(*) > 0 FROM {TABLE}"),
            "grants": attempt(lambda: assignments(intern.grants.get("catalog", "main"))),
            "own_grant": attempt(
                lambda: intern.grants.update(
                    "catalog", "main", changes=[PermissionsChange(principal=INTERN, add=[Privilege.SELECT])]
                )
            ),
        },
        "granted": [
            grant("catalog", "main", Privilege.USE_CATALOG),
            grant("schema", "main.nyctaxi", Privilege.USE_SCHEMA),
            grant("table", TABLE, Privilege.SELECT),
        ],
        "after": {
            "catalogs": [each.name for each in intern.catalogs.list()],
            "tables": [each.name for each in intern.tables.list("main", "nyctaxi")],
            "table": intern.tables.get(TABLE).full_name,
            "browse": attempt(lambda: intern.tables.get("main.nyctaxi.trips_raw", include_browse=True).name),
            "query": query(intern, f"SELECT count(*) > 0 FROM {TABLE}"),
            "other": query(intern, "SELECT * FROM main.nyctaxi.trips_raw"),
            "lineage": intern.api_client.do("GET", path, query=lineage),
        },
        "direct": assignments(owner.grants.get("table", TABLE)),
        "paged": assignments(owner.grants.get("catalog", "main", max_results=0)),
        "effective": inherited(owner.grants.get_effective("table", TABLE, principal=INTERN)),
        "own": inherited(intern.grants.get_effective("table", TABLE)),
        "others": attempt(lambda: intern.grants.get("table", TABLE, principal="analyst@local.lakegoose.test")),
        "nobody": attempt(
            lambda: owner.grants.update(
                "catalog", "main", changes=[PermissionsChange(principal="nobody", add=[Privilege.SELECT])]
            )
        ),
        "not_applicable": attempt(lambda: grant("table", TABLE, Privilege.USE_SCHEMA)),
        "page_size": attempt(lambda: owner.grants.get("catalog", "main", max_results=10)),
        "functions": functions(owner, intern, grant),
        "owner": [
            owner.schemas.update("main.default", owner="analysts").owner,
            owner.catalogs.update("main", owner="analyst@local.lakegoose.test").owner,
            owner.api_client.do("PATCH", f"/api/2.1/unity-catalog/tables/{TABLE}", body={"owner": INTERN})["owner"],
        ],
    }
    print(json.dumps(seen))


main()
