"""The kernel `databricks`, which leaves nothing running on the cluster when it is shut down, whatever it is doing.

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
    # By context: who has made it, and the names of cluster, context and newest command.
    begun = {}

    def create(self, **asked):
        return self.remember(super().create, asked)

    def execute(self, **asked):
        return self.remember(super().execute, asked)

    def remember(self, begin, asked):
        with self.lock:
            if self.is_over:
                raise RuntimeError("The kernel is being shut down.")
            waiter = begin(**asked)
            self.begun[waiter.context_id] = (self, waiter.bind())
            return waiter

    @classmethod
    def end(cls):
        """Ends all contexts with what runs in them, and gives why one of them may not have ended."""
        with cls.lock:
            cls.is_over = True
        reason = None
        for api, names in cls.begun.values():
            try:
                if "command_id" in names:
                    api.cancel(**names)
            except Exception:
                # It ends with its context.
                pass
            try:
                api.destroy(names["cluster_id"], names["context_id"])
            except Exception as error:
                # The kernel knows how a workspace says that a context is gone.
                if not CONTEXT_ERROR_PATTERN.search(str(error)):
                    reason = str(error)
        return reason


compute.CommandExecutionAPI = CommandExecution


class Kernel(DatabricksKernel):
    async def do_shutdown(self, restart):
        """Answers when nothing is left on the cluster, or with why that is not sure."""
        reason = CommandExecution.end()
        failure = {} if reason is None else {"ename": "NotEnded", "evalue": reason, "traceback": []}
        return {"status": "ok" if reason is None else "error", "restart": restart, **failure}
