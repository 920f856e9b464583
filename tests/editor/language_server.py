"""Drives the YAML language server that editors such as VS Code use, over its standard streams."""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    numbers: Iterator[int]

    def send(self, method: str, params: dict[str, Any], id: int | None = None) -> None:
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params}
        if id is not None:
            message["id"] = id
        self._write(message)

    def ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        id = next(self.numbers)
        self.send(method, params, id)
        answer = self.read(lambda message: message.get("id") == id and "method" not in message)
        result: dict[str, Any] = answer["result"]
        return result

    def open(self, path: Path) -> list[dict[str, Any]]:
        """Open a file and return what the server finds wrong in it."""
        uri = path.as_uri()
        text = path.read_text(encoding="utf-8")
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        found = self.read(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
            )
        )
        diagnostics: list[dict[str, Any]] = found["params"]["diagnostics"]
        return diagnostics

    def at(self, method: str, path: Path, line: int, column: int) -> dict[str, Any]:
        position = {"line": line, "character": column}
        return self.ask(method, {"textDocument": {"uri": path.as_uri()}, "position": position})

    def read(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read messages until the wanted one, answering the server's own questions with nothing."""
        while True:
            message = self._next()
            if wanted(message):
                return message
            if "id" in message and "method" in message:
                items = message["params"].get("items", []) if message.get("params") else []
                result: list[object] | None = (
                    [{} for _ in items] if "configuration" in message["method"] else None
                )
                self._write({"jsonrpc": "2.0", "id": message["id"], "result": result})

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b": ")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server left"
        found: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return found


@contextmanager
def language_server(program: Path, folder: Path) -> Iterator[Server]:
    """Start the server for a folder; it ends with the block."""
    streams: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(["node", program, "--stdio"], **streams) as process:
        server = Server(process, count(1))
        try:
            abilities = {
                "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}
            }
            server.ask(
                "initialize",
                {"processId": None, "rootUri": folder.as_uri(), "capabilities": abilities},
            )
            server.send("initialized", {})
            yaml = {
                "validate": True,
                "completion": True,
                "hover": True,
                "schemaStore": {"enable": False},
            }
            server.send("workspace/didChangeConfiguration", {"settings": {"yaml": yaml}})
            yield server
        finally:
            process.kill()
