"""The kernel `databricks`, which leaves nothing on the cluster when it is shut down, whatever it is doing.

By itself it forgets a context that is still being made, takes the loss of one while it waits for a command for an
accident (it makes another and runs the command again), and keeps the files that it has copied.
"""

import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from databricks.sdk.service import compute
from jupyter_databricks_kernel.executor import CONTEXT_ERROR_PATTERN
from jupyter_databricks_kernel.kernel import DatabricksKernel
from jupyter_databricks_kernel.sync import get_project_hash

# So long is waited for what has to be done before a context ends; the context ends then all the same.
LAST_WORDS = timedelta(seconds=4)


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
    def end(cls, last):
        """Ends all contexts with what runs in them, `last` being their last code; gives why one may not have ended."""
        with cls.lock:
            cls.is_over = True
        reason = None
        for api, names in cls.begun.values():
            context = {key: names[key] for key in ("cluster_id", "context_id")}
            if "command_id" in names:
                # It ends with its context where it does not now.
                with suppress(Exception):
                    api.cancel(**names)
                with suppress(Exception):
                    begin = super(CommandExecution, api).execute
                    begin(**context, language=compute.Language.PYTHON, command=last).result(LAST_WORDS)
            try:
                api.destroy(**context)
            except Exception as error:
                # The kernel knows how a workspace says that a context is gone.
                if not CONTEXT_ERROR_PATTERN.search(str(error)):
                    # Behind it the SDK says how it was set up.
                    reason = str(error).partition(" Config: ")[0]
        return reason


compute.CommandExecutionAPI = CommandExecution


class Kernel(DatabricksKernel):
    async def do_shutdown(self, restart):
        """Answers when nothing is left on the cluster, or with why that is not sure."""
        reason = CommandExecution.end(self.tidying())
        failure = {} if reason is None else {"ename": "NotEnded", "evalue": reason, "traceback": []}
        return {"status": "ok" if reason is None else "error", "restart": restart, **failure}

    def tidying(self):
        """Code that removes what this kernel has copied to the driver: the archive, and what was in it."""
        # The folder from which it was started is of this run alone.
        started = self._kernel_config.base_path or Path.cwd()
        copies = [f"_{self._session_id}*", f"/*-{get_project_hash(started)}"]
        return f"""import glob, shutil
for pattern in {copies}:
    for copied in glob.glob("/tmp/jupyter_databricks_kernel" + pattern):
        shutil.rmtree(copied, ignore_errors=True)"""
