"""Executes the notebook in Deno's kernel and writes it with its outputs.

    deno jupyter --install
    pip install nbclient==0.11.0
    python examples/execute_notebook.py examples/Brette_2007_COBAHH.ipynb [executed.ipynb]
"""

import sys
from pathlib import Path
from queue import Empty

import nbformat
from nbclient import NotebookClient
from nbclient.util import ensure_async

TIMEOUT = 600  # s for a cell
LATE = 1  # s after the kernel has said that it is idle


class Client(NotebookClient):
    """Deno's kernel (2.9.6) sometimes says that it is idle before it sends a cell's value, and nbclient stops listening."""

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        await super()._async_poll_output_msg(parent_msg_id, cell, cell_index)
        while True:
            try:
                message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=LATE))
            except Empty:
                return
            if message["parent_header"].get("msg_id") == parent_msg_id:
                self.process_message(message, cell, cell_index)


source = Path(sys.argv[1])
notebook = nbformat.read(source, as_version=4)
client = Client(
    notebook,
    timeout=TIMEOUT,
    kernel_name="deno",
    record_timing=False,  # so that the same outputs are the same file
    resources={"metadata": {"path": str(source.parent.resolve())}},
)
client.execute()
nbformat.write(notebook, sys.argv[2] if len(sys.argv) > 2 else source)
