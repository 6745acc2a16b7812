"""The Python of one execution context: `python -I <this folder> MEMORY_BYTES OUTPUT_BYTES`."""

from lakegoose_context.serve import serve

serve()
