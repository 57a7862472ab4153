"""Apps of Gradio 3, by their REST interface: gradio_client speaks to them no longer.

Endpoints of gradio 3.50 (`gradio/routes.py`): POST /upload, /run/<api_name> or /run/predict with
`fn_index`, GET /file=<path>. Their answer comes when the work is done, so a proxy with a shorter
patience than the work ends the call. An app whose queue is closed to such calls
(`api_open=False`) refuses them.
"""

from __future__ import annotations

import base64
import mimetypes
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from webtv.config.contract import Contract
from webtv.errors import MisconfiguredError, UnavailableError
from webtv.generators.call import Value
from webtv.generators.download import Download
from webtv.generators.endpoint import describe_from_config
from webtv.generators.output import pick_output
from webtv.generators.session import QUIET_S, Site
from webtv.generators.transport import Answer


class Gradio3:
    """A connection to one app."""

    def __init__(self, site: Site) -> None:
        self.version = site.version
        self._site = site
        self._http = httpx.Client(
            base_url=site.url, headers=site.headers, timeout=httpx.Timeout(QUIET_S, connect=10.0)
        )

    def described(self, contract: Contract) -> Mapping[str, Any] | None:
        """The endpoint, read from the app's configuration."""
        return describe_from_config(
            self._site.config, lambda index, function: _is_meant(contract, index, function)
        )

    def prepare(
        self, contract: Contract, inputs: Mapping[str, Value], *, backend: str
    ) -> Gradio3Call:
        """A call that has not begun."""
        return Gradio3Call(self._http, self._site, contract, inputs, backend=backend)

    def close(self) -> None:
        """Close the connections; calls under way break off."""
        self._http.close()


class Gradio3Call:
    """One request."""

    def __init__(
        self,
        http: httpx.Client,
        site: Site,
        contract: Contract,
        inputs: Mapping[str, Value],
        *,
        backend: str,
    ) -> None:
        self._http = http
        self._site = site
        self._contract = contract
        self._inputs = inputs
        self._backend = backend

    def run(self, target: Path) -> Answer:
        """Upload, ask, wait, fetch. Blocks."""
        contract = self._contract
        functions = list(enumerate(self._site.config["dependencies"]))
        index, function = next((i, f) for i, f in functions if _is_meant(contract, i, f))
        components = {c["id"]: str(c.get("type", "")) for c in self._site.config["components"]}
        answer = self._ask(index, function, components)
        data = answer.get("data")
        if not isinstance(data, list):
            raise UnavailableError(f"{self._backend} answered without data", backend=self._backend)
        if function.get("batch"):
            data = [value[0] if isinstance(value, list) and value else value for value in data]
        kinds = [components.get(i, "") for i in function["outputs"]]
        values = [v for v, kind in zip(data, kinds, strict=False) if kind != "state"]
        result = values[0] if len(values) == 1 else values
        place = pick_output(contract, result, backend=self._backend)
        Download(contract, target, home=self._site.url, backend=self._backend).fetch(
            place,
            files=f"{self._site.url}/file=",
            headers=self._site.headers,
            cookies=dict(self._http.cookies),
        )
        duration = answer.get("duration")
        return Answer(gpu_s=float(duration) if isinstance(duration, (int, float)) else 0.0)

    def cancel_soon(self) -> None:
        """Nothing to say: a request of this interface cannot be taken back."""

    def _ask(
        self, index: int, function: Mapping[str, Any], components: Mapping[int, str]
    ) -> Mapping[str, Any]:
        values = iter(self._contract.inputs)
        data: list[object] = []
        for identity in function["inputs"]:
            kind = components.get(identity, "")
            given = None if kind == "state" else next(values, None)
            value = None if given is None else self._inputs[given.name]
            data.append(self._sent(kind, value) if isinstance(value, Path) else value)
        # A function that works on batches takes lists; by itself Gradio 3 makes them only for
        # functions of one input.
        batched = bool(function.get("batch"))
        if batched:
            data = [[value] for value in data]
        name = function.get("api_name")
        try:
            response = self._http.post(
                f"/run/{quote(name, safe='')}" if name else "/run/predict",
                json={
                    "data": data,
                    "fn_index": index,
                    "session_hash": uuid.uuid4().hex[:12],
                    "batched": batched,
                },
                timeout=httpx.Timeout(self._contract.timeout_s, connect=10.0),
            )
        except httpx.ReadTimeout:
            raise UnavailableError(
                f"{self._backend} took longer than {self._contract.timeout_s:g} s",
                backend=self._backend,
            ) from None
        return self._read(response)

    def _read(self, response: httpx.Response) -> Mapping[str, Any]:
        """The body of an answer, or what it says went wrong, raised as gradio_client would."""
        from gradio_client.exceptions import AppError

        try:
            body = response.json()
        except ValueError:
            body = None
        if response.is_success and isinstance(body, dict):
            return body
        detail = body.get("detail") if isinstance(body, dict) else None
        if response.status_code == 401 and "queue" in str(detail):
            raise MisconfiguredError(
                f"{self._backend} takes calls through its queue alone; use a duplicate of it with "
                "`queue(api_open=True)`",
                backend=self._backend,
            )
        if response.status_code == 500 and isinstance(body, dict) and "error" in body:
            raise (
                AppError(str(body["error"]))
                if body["error"]
                else UnavailableError(
                    f"{self._backend} failed without saying why", backend=self._backend
                )
            )
        response.raise_for_status()
        raise UnavailableError(f"{self._backend} sent no JSON", backend=self._backend)

    def _sent(self, kind: str, path: Path) -> object:
        """A file as this component takes it."""
        if kind == "image":
            form = mimetypes.guess_type(path.name)[0] or "image/png"
            return f"data:{form};base64,{base64.b64encode(path.read_bytes()).decode()}"
        with path.open("rb") as file:
            response = self._http.post("/upload", files={"files": (path.name, file)})
        response.raise_for_status()
        return {
            "name": response.json()[0],
            "data": None,
            "is_file": True,
            "orig_name": path.name,
        }


def _is_meant(contract: Contract, index: int, function: Mapping[str, Any]) -> bool:
    if contract.fn_index is not None:
        return index == contract.fn_index
    return bool(function.get("api_name") == (contract.api_name or "").lstrip("/"))
