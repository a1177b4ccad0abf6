"""Messages over a stream socket: one JSON object each, its length before it.

>>> send(connection, {"signal": 2})
"""

import json
import socket
import struct

HEADER = struct.Struct("!I")
LONGEST = 2**20  # they are short: only requests and exit codes


def send(connection: socket.socket, message: dict) -> None:
    """Send one message."""
    data = json.dumps(message).encode()
    connection.sendall(HEADER.pack(len(data)) + data)


def receive(connection: socket.socket) -> dict | None:
    """The next message, waited for; None where the other side is gone."""
    try:
        (length,) = HEADER.unpack(_exactly(connection, HEADER.size))
        return json.loads(_exactly(connection, min(length, LONGEST)))
    except (EOFError, ConnectionError, ValueError):
        return None


def _exactly(connection: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        piece = connection.recv(length - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data
