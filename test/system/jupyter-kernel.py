"""Drives the kernel's own executor, and the SDK under it; prints what came of it as JSON."""

import json
import threading
import time
from datetime import timedelta

from databricks.sdk import WorkspaceClient
from databricks.sdk.service.compute import Language
from jupyter_databricks_kernel.config import Config
from jupyter_databricks_kernel.executor import DatabricksExecutor

client = WorkspaceClient()
executor = DatabricksExecutor(Config.load())
seen = {}


def progress(*_):
    """As the kernel does in a cell, so that it asks for the command's status again and again."""


seen["before"] = executor.get_cluster_state()
executor.create_context()
seen["after"] = executor.get_cluster_state()
executor.execute("x = 41")
seen["stateful"] = executor.execute("x + 1", on_progress=progress).output

failed = executor.execute("raise ValueError('no')", on_progress=progress)
seen["exception"] = [failed.status, failed.error.split("\n")[-1]]

late = executor.execute("import time; time.sleep(60)", on_progress=progress, timeout=timedelta(seconds=1))
seen["timed_out"] = [late.status, executor.execute("x").output]

key = {"cluster_id": executor.config.cluster_id, "context_id": executor.context_id}
command = client.command_execution.execute(**key, language=Language.PYTHON, command="time.sleep(60)")
cancelled = client.command_execution.cancel(**key, command_id=command.command_id).result(timeout=timedelta(seconds=30))
seen["cancelled"] = [cancelled.status.value, executor.execute("x").output]

first, second = (
    client.command_execution.execute(**key, language=Language.PYTHON, command=code)
    for code in ("time.sleep(2); order = ['first']", "order + ['second']")
)
waiting = client.command_execution.command_status(**key, command_id=second.command_id)
seen["queued"] = [waiting.status.value, second.result().results.data]

drawn = executor.execute(
    "import matplotlib.pyplot as plt, numpy as np\n"
    "plt.figure(figsize=(12, 12)); plt.imshow(np.random.rand(800, 800), interpolation='nearest'); plt.show()"
)
seen["large_image"] = [image[:22] for image in drawn.images]


def destroy():
    time.sleep(1)
    client.command_execution.destroy(**key)


threading.Thread(target=destroy).start()
again = executor.execute("import time; time.sleep(3); 'x' in globals()", on_progress=progress)
seen["destroyed"] = [again.reconnected, again.output, executor.context_id != key["context_id"]]

died = executor.execute("import os; os._exit(9)", on_progress=progress)
seen["died"] = [died.status, died.error]
after = executor.execute("1 + 1", on_progress=progress)
seen["reconnected"] = [after.reconnected, after.output]
executor.destroy_context()
print(json.dumps(seen))
