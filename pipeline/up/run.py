"""`yushen up`, top to bottom: the folder, the servers, the tables, our own parts, then watching until the end."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.settings import Settings
from pipeline.up import parts
from pipeline.up.data import DataFolder
from pipeline.up.embedded import Embedded
from pipeline.up.furnish import end_leases, first_key, first_user, furnish
from pipeline.up.left import MARK, end, left_running
from pipeline.up.parts import Parts, Wanted
from pipeline.up.rotation import rotate
from pipeline.up.supervisor import Stopped, Supervisor
from pipeline.up.telling import Teller

SERVERS_READY_S = 120.0  # recovery of a large database after a power failure takes its time
PARTS_READY_S = 120.0
ROTATE_S = 10.0
OWN_SERVERS = ("postgres", "valkey", "seaweedfs")


@dataclass(frozen=True, slots=True)
class Plan:
    data: Path | None  # of servers that we start; None: the environment names others, and logs go to stderr
    host: str
    port: int
    wanted: Wanted


def up(plan: Plan, environment: Mapping[str, str]) -> None:
    """Runs until a signal. `environment` is what children inherit.

    Raises DataFolderError, ServerError, SettingsError or StorageError where it cannot start; everything that it had
    started by then is stopped.
    """
    data = DataFolder(plan.data.resolve()) if plan.data is not None else None
    with ExitStack() as stack:
        if data is not None:
            data.prepare()
            stack.enter_context(data.held())
        tell = Teller.to(data.logs if data else None, Settings.from_environment(environment).service)
        supervisor = Supervisor(tell.report)
        supervisor.listen()
        if data is not None:
            _clear(data, tell)  # before the API's port is taken: an API that was left would still hold it
        door = stack.enter_context(parts.listening(plan.host, plan.port)) if "api" in plan.wanted.parts else None
        if data is not None and door is not None:
            data.keep_api_port(door.getsockname()[1])
        run = Run(plan, data, dict(environment), supervisor, tell, door)
        stack.callback(run.stop)
        with suppress(Stopped):
            run.start()
            run.watch()
        tell.say("\n正在停止，处理中的工作会先完成或交还 … / stopping, work in hand is finished or given back …")


@dataclass(frozen=True, slots=True)
class Run:
    plan: Plan
    data: DataFolder | None
    environment: dict[str, str]
    supervisor: Supervisor
    tell: Teller
    door: socket.socket | None  # of the API, where it is wanted

    def start(self) -> None:
        began = time.monotonic()
        inherited = self.environment
        if self.data is not None:
            inherited = inherited | self._servers(self.data)
            own = Settings.from_environment(inherited).service
            furnish(own)
            end_leases(own)
        settings = Settings.from_environment(inherited).service
        logs = self.data.logs if self.data else None
        wanted, hung = self.plan.wanted, settings.hung_seconds
        self.supervisor.add(Parts(wanted, inherited, logs, self.door, settings.metrics_port, hung).members())
        self.supervisor.until_ready(PARTS_READY_S)
        seconds = time.monotonic() - began
        # Last of all: a key made before something fails would be made, and never shown.
        key = first_key(settings) if self.data is not None else None
        user = first_user(settings) if self.data is not None else None
        self._welcome(key, user, seconds)

    def watch(self) -> None:
        rotated = time.monotonic()
        while not self.supervisor.stopping:
            self.supervisor.tick()
            if self.data is not None and time.monotonic() - rotated > ROTATE_S:
                rotate(self.data.logs)
                rotated = time.monotonic()
            self.supervisor.pause()

    def stop(self) -> None:
        """First who takes and holds work, then what holds the data."""
        self.supervisor.stopping = True
        servers = [member for member in self.supervisor.members if member.name in OWN_SERVERS]
        self.supervisor.stop([member for member in self.supervisor.members if member not in servers])
        self.supervisor.stop(servers)
        self.tell.log.info("ended")

    def _servers(self, data: DataFolder) -> dict[str, str]:
        """Starts ours; returns what leads to them."""
        secret = data.credentials()
        embedded = Embedded.of(data)
        data.data_keys()
        self.supervisor.add(embedded.members())
        self.supervisor.until_ready(SERVERS_READY_S)
        embedded.postgres.furnish()
        return embedded.environment(data) | {MARK: secret.instance}

    def _welcome(self, key: str | None, user: tuple[str, str] | None, seconds: float) -> None:
        say = self.tell.say
        self.tell.log.info("up", seconds=seconds)
        say(f"\n服务已就绪，用时 {seconds:.1f} 秒 / ready after {seconds:.1f} s")
        if self.door is not None:
            address = f"http://{_shown(self.plan.host)}:{self.door.getsockname()[1]}"
            say(f"  页面 / screens    {address}/console")
            say(f"  接口 / API        {address}/v1")
            say(f"  文档 / documents  {address}/docs")
            say(f"  健康 / health     {address}/health/ready")
        if self.data is not None:
            say(f"  日志 / logs       {self.data.logs}")
        if key is not None:
            say("\n首个接口密钥，只显示这一次，请立即保存 / the first API key, shown this once, keep it now:")
            say(f"  {key}")
        if user is not None:
            say("\n首个管理员账号与一次性密码，只显示这一次，首次登录须修改；审核员由管理员在页面上添加")
            say("the first administrator, shown this once, to be changed at the first sign-in; add reviewers there:")
            say(f"  {user[0]}  {user[1]}")
        say("\n按 Ctrl-C 停止 / Ctrl-C stops it")


def _clear(data: DataFolder, tell: Teller) -> None:
    """Ends what an earlier supervisor of this folder left running when it was killed."""
    tell.say(f"数据目录 / data folder: {data.path}")
    left = left_running(data.path, data.credentials().instance)
    if left:
        tell.say(f"  正在清理上次遗留的 {len(left)} 个进程 / ending what was left behind")
        killed = end(left)
        tell.log.info("cleared", count=len(left), number=killed)


def _shown(host: str) -> str:
    """A host that a browser on this machine can open."""
    shown = parts.ANYWHERE.get(host, host)
    return f"[{shown}]" if ":" in shown else shown
