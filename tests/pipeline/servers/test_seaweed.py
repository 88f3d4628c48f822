"""SeaweedFS ends in order, however its clients behave."""

from __future__ import annotations

import secrets
import socket
import time
from io import BytesIO

from minio import Minio

from pipeline.servers import program
from pipeline.servers.account import unprivileged
from pipeline.servers.ports import GRPC, free_ports
from pipeline.servers.seaweed import Seaweed, SeaweedPorts
from tests.servers import READY_S, folder_for_servers

HALF_A_REQUEST = b"PUT /bucket/half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf"


def test_it_is_not_killed_over_clients_that_hang_in_the_middle_of_a_request() -> None:
    """It waits for them, some 30 seconds, and only then closes its store: a kill before that loses what it kept."""
    with folder_for_servers() as base:
        ports = SeaweedPorts(*free_ports(5, (0, GRPC)))
        word = secrets.token_hex(8)
        server = Seaweed(base / "seaweed", ports, word, word, word, "kept", base / "seaweed.log", unprivileged())
        server.prepare()
        running = server.program()
        process = program.start(running)
        _ready(server)
        _client(server).put_object(bucket_name="kept", object_name="case", data=BytesIO(b"whole"), length=5)
        hanging = [socket.create_connection(("127.0.0.1", port)) for port in (ports.filer, ports.s3, ports.volume)]
        for client in hanging:
            client.sendall(HALF_A_REQUEST)
        time.sleep(0.5)  # until all three are read
        assert program.stop(process, running)
        for client in hanging:
            client.close()
        process = program.start(running)
        _ready(server)
        assert _client(server).get_object(bucket_name="kept", object_name="case").data == b"whole"
        assert program.stop(process, running)


def _ready(server: Seaweed) -> None:
    until = time.monotonic() + READY_S
    while not server.answers():
        assert time.monotonic() < until, "not ready"
        time.sleep(0.2)


def _client(server: Seaweed) -> Minio:
    return Minio(server.url.removeprefix("http://"), server.access_key, server.secret_key, secure=False)
