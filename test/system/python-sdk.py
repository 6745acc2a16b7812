"""Drives a workspace with the official Python SDK, unmodified. Prints what each scenario saw as one JSON object,
and which wire fields the SDK itself read of each answer."""

import json
import sys
import time
import urllib.request

from databricks.sdk import WorkspaceClient
from databricks.sdk import errors
from databricks.sdk.service import sql

LONG = "SELECT count(*) AS n FROM range(10000000) a, range(1000000) b WHERE a.id + b.id = -1"
calls = {}


class Watched(dict):
    """A JSON object that knows which of its fields were asked for."""

    def __init__(self, data, path, reads):
        super().__init__((key, watch(value, f"{path}{key}", reads)) for key, value in data.items())
        self._path, self._reads = path, reads

    def _read(self, key):
        if key in self:
            self._reads.add(f"{self._path}{key}")

    def get(self, key, default=None):
        self._read(key)
        return super().get(key, default)

    def __getitem__(self, key):
        self._read(key)
        return super().__getitem__(key)


def watch(value, path, reads):
    if isinstance(value, dict):
        return Watched(value, f"{path}." if path else "", reads)
    if isinstance(value, list):
        return [watch(item, f"{path}[]", reads) for item in value]
    return value


def paths(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            name = f"{path}.{key}" if path else key
            yield name
            yield from paths(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{path}[]")


def witness(client):
    do = client.api_client.do

    def watched_do(method, path=None, **rest):
        answer = do(method, path, **rest)
        if not isinstance(answer, dict):
            return answer
        call = calls.setdefault(f"{method} {path}", {"sent": set(), "read": set()})
        call["sent"].update(paths(answer))
        return Watched(answer, "", call["read"])

    client.api_client.do = watched_do
    return client


def error_of(run):
    try:
        run()
    except errors.DatabricksError as error:
        return [type(error).__name__, error.error_code, str(error)]
    return None


def execute(w, warehouse, statement, **more):
    return w.statement_execution.execute_statement(statement=statement, warehouse_id=warehouse, **more)


def poll(w, answer):
    while answer.status.state in (sql.StatementState.PENDING, sql.StatementState.RUNNING):
        time.sleep(0.05)
        answer = w.statement_execution.get_statement(answer.statement_id)
    return answer


def rows(answer):
    return answer.result.data_array or []


def statements(w, warehouse):
    direct = execute(w, warehouse, "SELECT 1 AS a, NULL AS b, DATE'2026-09-15' AS d", wait_timeout="30s")
    polled = poll(w, execute(w, warehouse, "SELECT 7", wait_timeout="0s"))
    chunked = execute(w, warehouse, "SELECT id FROM range(120000) ORDER BY id", wait_timeout="30s")
    count, index = len(rows(chunked)), chunked.result.next_chunk_index
    while index is not None:
        chunk = w.statement_execution.get_statement_result_chunk_n(chunked.statement_id, index)
        count, index = count + len(chunk.data_array), chunk.next_chunk_index
    parameters = execute(
        w,
        warehouse,
        "SELECT :n + 1, :word, :nothing",
        parameters=[
            sql.StatementParameterListItem("n", type="INT", value="41"),
            sql.StatementParameterListItem("word", value="it's"),
            sql.StatementParameterListItem("nothing"),
        ],
        query_tags=[sql.QueryTag("team", "taxi")] if hasattr(sql, "QueryTag") else None,
    )
    cut = execute(w, warehouse, "SELECT id FROM range(10)", row_limit=3)
    failed = execute(w, warehouse, "SELECT * FROM main.default.nope")
    running = execute(w, warehouse, LONG, wait_timeout="0s")
    w.statement_execution.cancel_execution(running.statement_id)
    w.statement_execution.cancel_execution(running.statement_id)
    return {
        "direct": [direct.status.state.value, rows(direct), [c.type_name.value for c in direct.manifest.schema.columns]],
        "polled": rows(polled),
        "chunked": [count, chunked.manifest.total_chunk_count],
        "parameters": rows(parameters),
        "cut": [len(rows(cut)), cut.manifest.truncated],
        "failed": [failed.status.state.value, failed.status.error.error_code.value, failed.status.error.message],
        "cancelled": poll(w, running).status.state.value,
    }


def links(w, warehouse):
    seen = {}
    for shape in (sql.Format.JSON_ARRAY, sql.Format.CSV, sql.Format.ARROW_STREAM):
        answer = execute(
            w,
            warehouse,
            "SELECT id FROM range(150000)",
            wait_timeout="30s",
            format=shape,
            disposition=sql.Disposition.EXTERNAL_LINKS,
        )
        total, result = 0, answer.result
        while True:
            link = result.external_links[0]
            headers = link.http_headers or {}
            with urllib.request.urlopen(urllib.request.Request(link.external_link, headers=headers)) as got:
                total += len(got.read())
            if link.next_chunk_index is None:
                break
            result = w.statement_execution.get_statement_result_chunk_n(answer.statement_id, link.next_chunk_index)
        seen[shape.value] = [answer.manifest.total_row_count, total == answer.manifest.total_byte_count]
    return seen


def unity_catalog(w):
    full = "main.nyctaxi.trips_clean"
    table = w.tables.get(full)
    return {
        "catalogs": [c.name for c in w.catalogs.list()],
        "paged": [c.name for c in w.catalogs.list(max_results=1)],
        "catalog": w.catalogs.get("main").name,
        "schemas": [s.full_name for s in w.schemas.list("main")],
        "schema": w.schemas.get("main.nyctaxi").full_name,
        "tables": [t.name for t in w.tables.list("samples", "tpch", max_results=3)],
        "table": [table.table_type.value, [[c.name, c.type_name.value, c.type_text] for c in table.columns]],
        "exists": [w.tables.exists(full).table_exists, w.tables.exists("main.nyctaxi.nope").table_exists],
        "summaries": [t.full_name for t in w.tables.list_summaries("main", schema_name_pattern="nyc%")],
        "functions": list(w.functions.list("main", "default")),
        "volumes": list(w.volumes.list("main", "default")),
        "metastore": w.metastores.current().metastore_id == w.metastores.summary().metastore_id,
        "privileges": [
            privilege.privilege.value
            for assignment in w.grants.get_effective("catalog", "main").privilege_assignments
            for privilege in assignment.privileges
        ],
    }


def plain(answer):
    """Without the watch: what this driver reads, the SDK has not read."""
    return json.loads(json.dumps(answer))


def lineage(w):
    path = "/api/2.0/lineage-tracking/"
    table = w.api_client.do(
        "GET", f"{path}table-lineage", query={"table_name": "main.nyctaxi.trips_clean", "include_entity_lineage": "true"}
    )
    column = w.api_client.do(
        "GET", f"{path}column-lineage", body={"table_name": "main.nyctaxi.fares_by_zip", "column_name": "average_fare"}
    )
    table, column = plain(table), plain(column)
    return {
        "upstream": [edge["tableInfo"]["name"] for edge in table["upstreams"]],
        "downstream": [edge["tableInfo"]["name"] for edge in table["downstreams"]],
        "columns": [[c["table_name"], c["name"]] for c in column["upstream_cols"]],
    }


def history(w, warehouse):
    filter_by = sql.QueryFilter(warehouse_ids=[warehouse], statuses=[sql.QueryStatus.FINISHED])
    answer = w.query_history.list(filter_by=filter_by, max_results=2, include_metrics=True)
    return [[len(answer.res), answer.has_next_page], [query.status.value for query in answer.res]]


def refused(w, warehouse):
    return {
        "table": error_of(lambda: w.tables.get("main.nyctaxi.nope")),
        "catalog": error_of(lambda: w.schemas.get("nope.nope")),
        "warehouse": error_of(lambda: execute(w, "nope", "SELECT 1")),
        "wait": error_of(lambda: execute(w, warehouse, "SELECT 1", wait_timeout="3s")),
        "statement": error_of(lambda: w.statement_execution.get_statement("nope")),
        "path": error_of(lambda: w.api_client.do("GET", "/api/2.0/nothing-of-this-name")),
        "not_computed": error_of(lambda: w.api_client.do("GET", "/api/2.2/jobs/list")),
        "token": error_of(lambda: WorkspaceClient(host=w.config.host, token="dapi0", auth_type="pat").catalogs.get("main")),
    }


def main():
    warehouse = sys.argv[1]
    w = witness(WorkspaceClient())
    listed = list(w.warehouses.list())
    seen = {
        "user": w.current_user.me().user_name,
        "warehouses": [[each.name, each.state.value] for each in listed],
        "warehouse": w.warehouses.get(warehouse).id,
        "statements": statements(w, warehouse),
        "links": links(w, warehouse),
        "unity_catalog": unity_catalog(w),
        "lineage": lineage(w),
        "history": history(w, warehouse),
        "refused": refused(w, warehouse),
    }
    fields = {call: {name: sorted(each) for name, each in found.items()} for call, found in calls.items()}
    print(json.dumps({"seen": seen, "fields": fields}))


main()
