"""The kernel `databricks`, which leaves nothing on the cluster when it is shut down, whatever it is doing.

By itself it forgets a context that is still being made, and takes the loss of one while it waits for a command for an
accident: it makes another and runs the command again.
"""

import threading

from databricks.sdk.service import compute
from jupyter_databricks_kernel.executor import CONTEXT_ERROR_PATTERN
from jupyter_databricks_kernel.kernel import DatabricksKernel


class CommandExecution(compute.CommandExecutionAPI):
    """The calls by which the kernel works on the cluster; once `end` is called, nothing begins there any more."""

    # Held by what begins, so that no answer with the name of a new context is on its way when all of them end.
    lock = threading.Lock()
    is_over = False
    # The contexts, each with its newest command.
    begun = {}

    def create(self, **asked):
        with self.lock:
            return self.remember(super().create, asked)

    def execute(self, **asked):
        with self.lock:
            return self.remember(super().execute, asked)

    def remember(self, begin, asked):
        if self.is_over:
            raise RuntimeError("The kernel is being shut down.")
        waiter = begin(**asked)
        self.begun[waiter.context_id] = waiter.bind().get("command_id")
        return waiter

    def end(self, cluster_id):
        """Ends all contexts with what runs in them, and raises what the workspace did not take."""
        with self.lock:
            CommandExecution.is_over = True
        failures = []
        for context, command in self.begun.items():
            place = {"cluster_id": cluster_id, "context_id": context}
            try:
                if command is not None:
                    self.cancel(**place, command_id=command)
            except Exception:
                # It ends with its context.
                pass
            try:
                self.destroy(**place)
            except Exception as error:
                if not CONTEXT_ERROR_PATTERN.search(str(error)):
                    failures.append(error)
        if failures:
            raise failures[-1]


compute.CommandExecutionAPI = CommandExecution


class Kernel(DatabricksKernel):
    async def do_shutdown(self, restart):
        """Answers when nothing is left on the cluster, or with why that is not sure."""
        try:
            if self.executor is not None and self.executor.client is not None:
                self.executor.client.command_execution.end(self.executor.config.cluster_id)
            return {"status": "ok", "restart": restart}
        except Exception as error:
            return {"status": "error", "evalue": str(error), "restart": restart}
